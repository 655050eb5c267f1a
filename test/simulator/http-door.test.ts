import { AppRunnerSimulator, SystemClock } from '.';
import { post } from './raw-call';

describe('The HTTP door', () => {
  test('names the error in __type and gives a request id', async () => {
    const simulator = new AppRunnerSimulator();
    const response = await post(await simulator.listen(), 'PauseService', '{}');
    expect(response.status).toBe(400);
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.0');
    expect(await response.json()).toEqual({ __type: expect.stringMatching(/#ValidationException$/), message: expect.any(String) });
    await simulator.close();
  });

  test.each<[string, { body?: string; authorization?: string; target?: string }, number, string]>([
    ['a body that is no JSON', { body: 'PauseService please' }, 400, 'SerializationException'],
    ['no signature', { authorization: '' }, 403, 'MissingAuthenticationTokenException'],
    ['the target of another service', { target: 'DynamoDB_20120810.ListTables' }, 400, 'UnknownOperationException'],
  ])('refuses %s', async (_what, { body = '{}', ...headers }, status, name) => {
    const simulator = new AppRunnerSimulator();
    const response = await post(await simulator.listen(), 'ListServices', body, headers);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ __type: expect.stringMatching(`#${name}$`) });
    await simulator.close();
  });

  test('works on the real clock too', async () => {
    const simulator = new AppRunnerSimulator({ clock: new SystemClock(), durations: { PAUSE_SERVICE: 1 } });
    const ServiceArn = simulator.addService({ name: 'shop' });
    await post(await simulator.listen(), 'PauseService', JSON.stringify({ ServiceArn }));
    expect(simulator.service(ServiceArn)?.status).toBe('OPERATION_IN_PROGRESS');
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(simulator.service(ServiceArn)?.status).toBe('PAUSED');
    await simulator.close();
  });

  test('opens once, and closes as often as one likes', async () => {
    const simulator = new AppRunnerSimulator();
    await simulator.listen();
    await expect(simulator.listen()).rejects.toThrow('listening already');
    await simulator.close();
    await expect(simulator.close()).resolves.toBeUndefined();
  });
});
