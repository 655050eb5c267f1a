import { CfnOutput, Stack } from 'aws-cdk-lib';
import { declare, serviceWith } from './declared-stack';
import { newApp } from './new-app';
import { failuresOf, Scene } from './scene';
import { OnDelete, ServiceStateProvider } from '../../src';
import type { ServiceStateProps } from '../../src';

let scene: Scene;

beforeAll(async () => { scene = await Scene.open(); });
afterAll(async () => scene?.close());

interface Declaration extends Partial<Omit<ServiceStateProps, 'service' | 'provider'>> {
  /** @default - the one that the stack has by itself */
  readonly providerId?: string;
}

/** A service, declared with one of the providers, or not at all. */
function shop(name: string, declaration?: Declaration): Stack {
  const stack = new Stack(newApp(), name);
  const service = serviceWith(stack);
  new CfnOutput(stack, 'Arn', { value: service.attrServiceArn });
  if (declaration) {
    const { providerId, ...props } = declaration;
    declare(stack, service, { ...props, provider: providerId === undefined ? undefined : new ServiceStateProvider(stack, providerId) });
  }
  return stack;
}

test.each([
  ['gets another', undefined, 'Own'],
  ['gives its own up', 'Own', undefined],
])('a declaration that is deployed and %s provider is refused, and all stays as it was', async (_, before, after) => {
  const name = `Refused${before ?? ''}`;
  const { outputs } = await scene.deploy(shop(name, { providerId: before }));
  const refused = await scene.deploy(shop(name, { providerId: after }));
  expect(refused.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(failuresOf(refused)[0]).toContain('Modifying service token is not allowed.');
  expect(scene.service(outputs.Arn).status).toBe('PAUSED');
});

test.each(Object.values(OnDelete))('with onDelete %s: without the declaration, and with it again, it has the other provider, and the service is the same', async onDelete => {
  const name = `Moved${onDelete}`;
  const { Arn: arn } = (await scene.deploy(shop(name, { onDelete }))).outputs;
  if (onDelete !== OnDelete.LEAVE) await scene.deploy(shop(name, { onDelete: OnDelete.LEAVE }));
  expect((await scene.deploy(shop(name))).status).toBe('UPDATE_COMPLETE');
  expect(scene.service(arn).status).toBe('PAUSED');
  const moved = await scene.deploy(shop(name, { onDelete, providerId: 'Own' }));
  expect(moved.status).toBe('UPDATE_COMPLETE');
  expect(moved.outputs.Arn).toBe(arn);
  expect(scene.service(arn).status).toBe('PAUSED');
});
