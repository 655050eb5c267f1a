import type { AppRunnerClientConfig } from '@aws-sdk/client-apprunner';
import { COST } from './cost-model';
import { sleep } from './virtual-time';
import type { AppRunnerSimulator } from '../../test/simulator';

/** What the SDK's client needs to talk to the simulator instead of AWS: everything but the wire is the client's own. */
export function appRunnerConnection(simulator: AppRunnerSimulator): AppRunnerClientConfig {
  return {
    region: 'us-east-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    requestHandler: {
      metadata: { handlerProtocol: 'http/1.1' },
      handle: async ({ headers, body }: { headers: Record<string, string>; body: string | Uint8Array }) => {
        await sleep(COST.awsCallSeconds);
        const operation = headers['x-amz-target'].replace('AppRunner.', '');
        const answer = simulator.answer({ region: 'us-east-1', operation, input: JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body)) });
        if (answer === 'connection-dropped') throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
        return { response: { statusCode: answer.status, headers: {}, body: Buffer.from(JSON.stringify(answer.body)) } };
      },
    },
  };
}
