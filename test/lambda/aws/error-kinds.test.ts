import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { AppRunnerClient, DescribeServiceCommand } from '@aws-sdk/client-apprunner';
import type { ErrorKind } from '../../../lambda/aws/aws-call-error';
import { kindOf } from '../../../lambda/aws/error-kinds';

/** Errors in the shapes that the SDK gives them in Node. */
const error = (name: string, more: object = {}, message = 'what AWS says'): Error => Object.assign(new Error(message), { name, ...more });
const answered = (name: string, httpStatusCode: number): Error => error(name, { $metadata: { httpStatusCode } });

describe('The kind of an error that is', () => {
  it.each<[string, Error, ErrorKind]>([
    ['throttling', answered('ThrottlingException', 400), 'throttled'],
    ['too many requests', answered('AnyName', 429), 'throttled'],
    ['an internal error', answered('InternalServiceErrorException', 500), 'transient'],
    ['a gateway that answers HTML', answered('SyntaxError', 503), 'transient'],
    ['a broken connection', error('TimeoutError', { code: 'ECONNRESET' }), 'transient'],
    ['a refused connection', error('Error', { code: 'ECONNREFUSED' }), 'transient'],
    ['a request that takes too long', error('TimeoutError', { code: 'ETIMEDOUT' }), 'transient'],
    ['a name server that is busy', error('Error', { code: 'EAI_AGAIN' }), 'transient'],
    ['a certificate that is not valid yet', error('Error', { code: 'CERT_NOT_YET_VALID' }), 'transient'],
    ['an aborted request', error('AbortError'), 'transient'],
    ['what the SDK cannot name', error('Error', {}, 'AWS SDK error wrapper for TimeoutError: socket hang up'), 'transient'],
    ['a cause that is a broken connection', error('Error', { cause: error('Error', { code: 'EPIPE' }) }), 'transient'],
    ['a missing right', answered('AccessDeniedException', 400), 'propagating'],
    ['a missing right in CloudFormation', answered('AccessDenied', 403), 'propagating'],
    ['an expired token', answered('ExpiredTokenException', 403), 'propagating'],
    ['credentials that are not there', error('CredentialsProviderError'), 'propagating'],
    ['a host that is not known', error('Error', { code: 'ENOTFOUND' }), 'propagating'],
    ['a service in another state', answered('InvalidStateException', 400), 'outdated'],
    ['a service that is gone', answered('ResourceNotFoundException', 400), 'outdated'],
    ['a request that is not valid', answered('InvalidRequestException', 400), 'invalid'],
    ['a Region that cannot be one', error('Error', {}, 'Region not accepted: region="-" is not a valid hostname component.'), 'permanent'],
    ['a wrong signature', answered('SignatureDoesNotMatch', 403), 'permanent'],
  ])('%s is told from the others', (_what, given, expected) => expect(kindOf(given)).toBe(expected));

  describe('over a real connection', () => {
    let server: Server;
    afterEach(() => { server.close(); });

    it.each<[string, (server: Server) => void]>([
      ['that breaks', (http) => http.on('request', (request) => request.socket.destroy())],
      ['that answers HTML', (http) => http.on('request', (_request, response) => response.writeHead(502).end('<html>Bad Gateway</html>'))],
      ['that never answers', (http) => http.on('request', () => undefined)],
    ])('%s is transient', async (_what, behave) => {
      server = createServer();
      behave(server);
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
      const client = new AppRunnerClient({
        region: 'us-east-1',
        endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
        maxAttempts: 1,
        requestHandler: { requestTimeout: 100, throwOnRequestTimeout: true },
      });
      const thrown: unknown = await client.send(new DescribeServiceCommand({ ServiceArn: 'arn' })).catch((reason: unknown) => reason);
      client.destroy();
      expect(thrown).toBeInstanceOf(Error);
      expect(kindOf(thrown as Error)).toBe('transient');
    });
  });
});
