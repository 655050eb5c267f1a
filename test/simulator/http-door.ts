import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { AwsError, malformed, missingAuthentication, unknownOperation } from './aws-error';
import type { Answer, Request } from './front-door';

const TARGET_PREFIX = 'AppRunner.';
/** AKID/20260115/us-east-1/apprunner/aws4_request */
const CREDENTIAL_SCOPE = /Credential=[^/]+\/\d{8}\/([a-z0-9-]+)\/[^/]+\/aws4_request/;

/** AWS JSON 1.0 over HTTP. Signatures are not checked; only the Region is read from them. */
export class HttpDoor {
  private server?: Server;
  private requests = 0;

  constructor(private readonly answer: (request: Request) => Answer) {}

  async listen(port: number): Promise<string> {
    if (this.server !== undefined) {
      throw new Error('The simulator is listening already.');
    }
    const server = createServer((request, response) => {
      void this.serve(request, response);
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    this.server = server;
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server !== undefined) {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections(); // SDK clients keep theirs open
      await closed;
    }
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const answer = this.answerTo(request, Buffer.concat(chunks).toString());
    if (answer === 'connection-dropped') {
      request.socket.destroy();
      return;
    }
    this.requests += 1;
    response.writeHead(answer.status, {
      'content-type': 'application/x-amz-json-1.0',
      'x-amzn-RequestId': `00000000-0000-4000-9000-${this.requests.toString(16).padStart(12, '0')}`,
    });
    response.end(JSON.stringify(answer.body));
  }

  private answerTo(request: IncomingMessage, body: string): Answer {
    try {
      return this.answer({ operation: operationOf(request), region: regionOf(request), input: inputOf(body) });
    } catch (error) {
      // A bug of the simulator is reported as one; a broken connection would look like a planned fault.
      const { status, body: told } = error instanceof AwsError ? error : new AwsError('SimulatorBug', 500, String(error));
      return { status, body: told };
    }
  }
}

function operationOf({ headers }: IncomingMessage): string {
  const target = String(headers['x-amz-target'] ?? '');
  if (!target.startsWith(TARGET_PREFIX)) {
    throw unknownOperation(target);
  }
  return target.slice(TARGET_PREFIX.length);
}

function regionOf({ headers }: IncomingMessage): string {
  const [, region] = CREDENTIAL_SCOPE.exec(headers.authorization ?? '') ?? [];
  if (region === undefined) {
    throw missingAuthentication();
  }
  return region;
}

function inputOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw malformed('The body is not JSON.');
  }
}
