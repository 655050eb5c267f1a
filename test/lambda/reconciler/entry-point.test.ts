import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context } from 'aws-lambda';
import { STACK_ID } from './reconciled-stack';
import { reconcile } from '../../../lambda';
import { AppRunnerSimulator, SystemClock } from '../../simulator';
import { CloudFormationEndpoint } from '../cloud-formation-endpoint';

/** App Runner as Lambda's network may show it: it has the call, and does not answer. */
async function appRunnerWithout(simulator: AppRunnerSimulator, hanging: string): Promise<{ url: string; calls: string[]; close(): void }> {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    const operation = String(request.headers['x-amz-target']).split('.')[1];
    calls.push(operation);
    if (operation === hanging) return;
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk as Buffer)).on('end', () => {
      const answer = simulator.answer({ region: 'us-east-1', operation, input: JSON.parse(Buffer.concat(chunks).toString()) });
      if (answer !== 'connection-dropped') response.writeHead(answer.status).end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls, close: () => { server.closeAllConnections(); server.close(); } };
}

describe('The reconcile function, on the real clock,', () => {
  const simulator = new AppRunnerSimulator({ clock: new SystemClock() });
  const cloudFormation = new CloudFormationEndpoint();
  let appRunner: Awaited<ReturnType<typeof appRunnerWithout>>;
  beforeAll(async () => {
    cloudFormation.stackStatus = 'CREATE_COMPLETE';
    appRunner = await appRunnerWithout(simulator, 'ResumeService');
    Object.assign(process.env, {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL_APPRUNNER: appRunner.url,
      AWS_ENDPOINT_URL_CLOUDFORMATION: await cloudFormation.listen(),
    });
  });
  afterAll(async () => {
    appRunner.close();
    await cloudFormation.close();
  });

  /** @returns what it writes to stdout */
  async function invoke(ServiceArn: string, DesiredState: string): Promise<string> {
    const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    try {
      const Declarations = [{ ServiceArn, DesiredState, OnDrift: 'CORRECT' as const, DeployAfterResume: false }];
      await reconcile({ StackId: STACK_ID, IntervalMinutes: 5, Declarations }, { getRemainingTimeInMillis: () => 60_000 } as Context);
      return write.mock.calls.map(([text]) => text).join('');
    } finally {
      write.mockRestore();
    }
  }

  test('pauses a service, and writes one line of JSON', async () => {
    const shop = simulator.addService({ name: 'shop' });
    const written = await invoke(shop, 'PAUSED');
    expect(written).toMatch(/^\{.*\}\n$/);
    expect(JSON.parse(written)).toMatchObject({ service: shop, decision: 'pause', Paused: 1 });
    expect(simulator.service(shop)?.operations).toMatchObject([{ type: 'PAUSE_SERVICE' }]);
  });

  test('gives an act up before a deployment that begins behind the look can have come far', async () => {
    const written = await invoke(simulator.addService({ name: 'blog', status: 'PAUSED' }), 'RUNNING');
    expect(JSON.parse(written)).toMatchObject({ decision: 'skip', reason: expect.stringMatching(/TimeoutError.* 2000 ms/) });
    expect(appRunner.calls.filter(operation => operation === 'ResumeService')).toHaveLength(1);
  });
});
