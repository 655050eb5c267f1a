import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { failuresOf, Scene } from './scene';
import { newApp } from '../apps/assembly';
import { GALLERY } from '../apps/gallery';
import type { ServiceView } from '../simulator';

let scene: Scene;
let outdir: string;

beforeAll(async () => {
  outdir = mkdtempSync(path.join(tmpdir(), 'gallery-'));
  scene = await Scene.open();
});

afterAll(async () => {
  await scene?.close();
  rmSync(outdir, { recursive: true });
});

/** Of the gallery, apps of one stack of which the local CloudFormation knows the resource types. */
test.each(['conditionsAndNoEcho', 'servicesInALoop', 'nestedSiblings'])(
  'the services of %s get a new image while they are paused, run it, and are paused again', async name => {
    const creation = await scene.deploy(app(name, 'old'));
    expect([creation.status, failuresOf(creation)]).toEqual(['CREATE_COMPLETE', []]);
    const created = living();
    expect(created).not.toEqual([]);
    expect(created.map(({ image, status }) => [image, status])).toEqual(created.map(() => ['public.ecr.aws/shop/shop:old', 'PAUSED']));

    expect((await scene.deploy(app(name, 'new'))).status).toBe('UPDATE_COMPLETE');
    const updated = living();
    expect(updated.map(({ arn, image, status }) => [arn, image, status])).toEqual(created.map(({ arn }) => [arn, 'public.ecr.aws/shop/shop:new', 'PAUSED']));
    for (const { operations } of updated) {
      expect(operations.slice(0, 3).map(({ type }) => type)).toEqual(['PAUSE_SERVICE', 'UPDATE_SERVICE', 'RESUME_SERVICE']);
    }

    expect((await scene.destroy(app(name, 'new').stackName)).status).toBe('DELETE_COMPLETE');
    expect(living()).toEqual([]);
  },
);

function living(): ServiceView[] {
  return scene.simulator.services().filter(({ status }) => status !== 'DELETED');
}

/** An app of the gallery by its stack, all services of which run one image. */
function app(name: string, tag: string): Stack {
  const built = newApp({ outdir });
  GALLERY[name](built);
  const services = built.node.findAll().filter(node => CfnService.isCfnService(node));
  for (const service of services) service.addPropertyOverride('SourceConfiguration.ImageRepository.ImageIdentifier', `public.ecr.aws/shop/shop:${tag}`);
  const [stack, ...others] = built.node.children.filter(child => Stack.isStack(child));
  expect(others).toEqual([]);
  return stack;
}
