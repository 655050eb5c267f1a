import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { tasks } from '../../.projen/tasks.json';
import { AppRunnerSimulator, Fault, SystemClock } from '../simulator';
import { CloudFormationEndpoint } from './cloud-formation-endpoint';
import { LOGICAL_ID, RESPONSE_URL, STACK_ID } from './one-resource-stack';

/** What esbuild says about what it wrote. */
interface Metafile { readonly outputs: Readonly<Record<string, { readonly imports: readonly { readonly path: string }[] }>> }

const ROOT = resolve(__dirname, '../..');

/** What Lambda and the framework do to the functions, on the real clock; prints the last answer, or the error. */
const DRIVER = `
  const { onEvent, isComplete } = require(process.env.BUNDLE);
  const event = JSON.parse(process.env.EVENT);
  const show = answer => process.stdout.write(JSON.stringify({ answer }) + '\\n');
  (async () => {
    const merged = { ...event, ...await onEvent(event) };
    for (let poll = 0; poll < 500; poll++) {
      const answer = await isComplete(merged);
      if (answer.IsComplete) return show(answer);
      await new Promise(done => setTimeout(done, 100));
    }
    show('never complete');
  })().catch(error => show(error.message));
`;

describe('The bundle of the handlers', () => {
  let empty: string;
  let bundle: string;
  let text: string;
  beforeAll(() => {
    empty = mkdtempSync(join(tmpdir(), 'bundle-'));
    bundle = join(empty, 'index.js');
    const [step] = tasks.bundle.steps;
    const [, ...options] = step.exec.split(' ').map((word) => word.replace('--outfile=assets/handlers/index.js', `--outfile=${bundle}`));
    execFileSync(join(ROOT, 'node_modules/.bin/esbuild'), [...options, `--metafile=${join(empty, 'meta.json')}`], { cwd: ROOT });
    text = readFileSync(bundle, 'utf8');
  });
  afterAll(() => rmSync(empty, { recursive: true }));

  /** Node in a folder without node_modules, and without anything from this process. */
  const ENV = { PATH: process.env.PATH, NODE_NO_WARNINGS: '1', AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };

  test('exports the three functions and nothing else', () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['-p', 'JSON.stringify(require("./index.js"), (_, v) => typeof v === "function" ? "function" : v)'],
      { cwd: empty, env: ENV, encoding: 'utf8' });
    expect({ exports: JSON.parse(stdout), stderr }).toEqual({ exports: { onEvent: 'function', isComplete: 'function', reconcile: 'function' }, stderr: '' });
  });

  test('leaves looks that have to be repeated out of the log of errors, which Lambda writes by console.error', () => {
    const script = `require('./index.js').isComplete({ Look: { Checkpoint: { lookPlan: { startedAt: Date.now(), firstAt: Date.now() + 5000, phases: [] } } } })
      .catch(error => { console.error('an error'); console.error(error); console.log(error.name); })`;
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { cwd: empty, env: ENV, encoding: 'utf8' });
    expect({ stdout, stderr }).toEqual({ stdout: 'LookIn5Seconds\n', stderr: 'an error\n' });
  });

  test('requires nothing but what is built into Node', () => {
    const { outputs } = JSON.parse(readFileSync(join(empty, 'meta.json'), 'utf8')) as Metafile;
    const required = Object.values(outputs).flatMap(({ imports }) => imports.map((imported) => imported.path.replace(/^node:/, '')));
    expect(required).toContain('crypto');
    expect(required.filter((name) => !builtinModules.includes(name))).toEqual([]);
  });

  test('is smaller than 500 kB, without a source map or a path of the machine that built it', () => {
    expect(Buffer.byteLength(text)).toBeLessThan(500_000);
    expect(text).not.toContain('sourceMappingURL');
    expect(text).not.toContain('node_modules');
    expect(text).not.toContain(ROOT);
  });

  describe('against a simulated App Runner on the real clock', () => {
    let simulator: AppRunnerSimulator;
    let cloudFormation: CloudFormationEndpoint;
    let ServiceArn: string;
    beforeEach(() => {
      simulator = new AppRunnerSimulator({ clock: new SystemClock(), durations: { PAUSE_SERVICE: 0.3 } });
      cloudFormation = new CloudFormationEndpoint();
      ServiceArn = simulator.addService({ name: 'shop' });
      cloudFormation.records.set(LOGICAL_ID, { status: 'CREATE_IN_PROGRESS', physicalId: '', changedAt: Date.now() });
    });
    afterEach(async () => {
      await simulator.close();
      await cloudFormation.close();
    });

    /** What a whole request writes to stdout: the log, and in the last line what came of it. */
    async function request(properties: object = {}): Promise<{ answer: unknown; log: string }> {
      const event = {
        RequestType: 'Create',
        ResponseURL: RESPONSE_URL,
        StackId: STACK_ID,
        RequestId: 'request-1',
        LogicalResourceId: LOGICAL_ID,
        ResourceType: 'Custom::AppRunnerServiceState',
        ResourceProperties: { ServiceArn, DesiredState: 'PAUSED', ...properties },
      };
      const env = {
        ...ENV,
        BUNDLE: bundle,
        EVENT: JSON.stringify(event),
        AWS_ENDPOINT_URL_APPRUNNER: await simulator.listen(),
        AWS_ENDPOINT_URL_CLOUDFORMATION: await cloudFormation.listen(),
        AWS_LAMBDA_LOG_GROUP_NAME: '/stack/logs',
      };
      const { stdout } = await promisify(execFile)(process.execPath, ['-e', DRIVER], { cwd: empty, env });
      const lines = stdout.trimEnd().split('\n');
      const { answer } = JSON.parse(lines.pop() ?? '') as { answer: unknown };
      return { answer, log: lines.join('\n') };
    }

    test('pauses a service and logs it', async () => {
      const { answer, log } = await request();
      const service = simulator.service(ServiceArn);
      expect(service).toMatchObject({ status: 'PAUSED', operations: [{ type: 'PAUSE_SERVICE' }] });
      expect(answer).toEqual({
        IsComplete: true,
        Data: { Status: 'PAUSED', ServiceUrl: service?.url, OperationId: service?.operations[0].id, DesiredState: 'PAUSED', NextBoundary: '' },
      });
      const decisions = log.split('\n').map((line) => (JSON.parse(line) as { decision: string }).decision);
      expect([decisions[0], decisions.at(-1)]).toEqual(['pause', 'done']);
      expect(log).not.toContain('X-Amz-Signature');
    });

    it.each<[Fault, number]>([
      [{ kind: 'drop-before' }, 4], [{ kind: 'drop-after' }, 1], [{ kind: 'server-error' }, 4], [{ kind: 'throttle' }, 2],
    ])('gets over %j, %i times', async (fault, times) => {
      simulator.faults.add({ operation: 'PauseService', times, fault });
      expect((await request()).answer).toMatchObject({ IsComplete: true, Data: { Status: 'PAUSED' } });
      expect(simulator.service(ServiceArn)).toMatchObject({ status: 'PAUSED', operations: [{ type: 'PAUSE_SERVICE' }] });
      expect(simulator.service(ServiceArn)?.operations).toHaveLength(1);
    });

    test('says in an error where it logs', async () => {
      expect((await request({ DesiredState: 'off' })).answer).toBe("DesiredState must be RUNNING, PAUSED or AS_FOUND, but is 'off'. "
        + 'Correct the parameter or the value that it is made from, then deploy again. The functions log to /stack/logs.');
    });
  });
});
