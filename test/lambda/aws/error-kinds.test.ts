import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { AppRunnerClient, DescribeServiceCommand } from '@aws-sdk/client-apprunner';
import { troubleOf } from '../../../lambda/aws/error-kinds';
import type { Trouble } from '../../../lambda/aws/error-kinds';

/** Errors in the shapes that the SDK gives them in Node. */
const error = (name: string, more: object = {}, message = 'what AWS says'): Error => Object.assign(new Error(message), { name, ...more });
const answered = (name: string, httpStatusCode: number): Error => error(name, { $metadata: { httpStatusCode } });

describe('Trouble', () => {
  it.each<[string, Error, Trouble]>([
    ['throttling', answered('ThrottlingException', 400), 'passing'],
    ['too many requests', answered('Whatever', 429), 'passing'],
    ['an internal error', answered('InternalServiceErrorException', 500), 'passing'],
    ['a gateway that answers HTML', answered('SyntaxError', 503), 'passing'],
    ['a broken connection', error('TimeoutError', { code: 'ECONNRESET' }), 'passing'],
    ['a refused connection', error('Error', { code: 'ECONNREFUSED' }), 'passing'],
    ['a request that takes too long', error('TimeoutError', { code: 'ETIMEDOUT' }), 'passing'],
    ['a name server that is busy', error('Error', { code: 'EAI_AGAIN' }), 'passing'],
    ['a certificate that is not valid yet', error('Error', { code: 'CERT_NOT_YET_VALID' }), 'passing'],
    ['an aborted request', error('AbortError'), 'passing'],
    ['what the SDK cannot name', error('Error', {}, 'AWS SDK error wrapper for TimeoutError: socket hang up'), 'passing'],
    ['a cause that is a broken connection', error('Error', { cause: error('Error', { code: 'EPIPE' }) }), 'passing'],
    ['a missing right', answered('AccessDeniedException', 400), 'spreading'],
    ['a missing right in CloudFormation', answered('AccessDenied', 403), 'spreading'],
    ['an expired token', answered('ExpiredTokenException', 403), 'spreading'],
    ['credentials that are not there', error('CredentialsProviderError'), 'spreading'],
    ['a host that is not known', error('Error', { code: 'ENOTFOUND' }), 'spreading'],
    ['a service in another state', answered('InvalidStateException', 400), 'look-again'],
    ['a service that is gone', answered('ResourceNotFoundException', 400), 'look-again'],
    ['a request that is not valid', answered('InvalidRequestException', 400), 'disputed'],
    ['a Region that cannot be one', error('Error', {}, 'Region not accepted: region="-" is not a valid hostname component.'), 'lasting'],
    ['a wrong signature', answered('SignatureDoesNotMatch', 403), 'lasting'],
  ])('of the kind "%s" is what it is', (_what, given, expected) => expect(troubleOf(given)).toBe(expected));

  describe('over a real connection', () => {
    let server: Server;
    afterEach(() => { server.close(); });

    it.each<[string, (server: Server) => void]>([
      ['that breaks', (http) => http.on('request', (request) => request.socket.destroy())],
      ['that answers HTML', (http) => http.on('request', (_request, response) => response.writeHead(502).end('<html>Bad Gateway</html>'))],
      ['that never answers', (http) => http.on('request', () => undefined)],
    ])('%s is passing', async (_what, behave) => {
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
      expect(troubleOf(thrown as Error)).toBe('passing');
    });
  });
});
