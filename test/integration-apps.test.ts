import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

interface Template {
  readonly Parameters?: Record<string, unknown>;
  readonly Resources: Record<string, { readonly Type: string }>;
  readonly Outputs?: Record<string, unknown>;
}

/** What the apps are about; what stands behind it has tests of its own, in test/src. */
const OWN = /^(Custom::(AppRunner|DeployAssert)|AWS::AppRunner::)/;

let folder: string;
const outdir = process.env.CDK_OUTDIR;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'integration-app-'));
  process.env.CDK_OUTDIR = folder;
  jest.spyOn(Date, 'now').mockReturnValue(0); // the assertions carry it, so that each deployment makes them anew
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
  if (outdir === undefined) delete process.env.CDK_OUTDIR;
  else process.env.CDK_OUTDIR = outdir;
});

test.each(['pause', 'resume', 'toggle', 'import'])('integ.%s.ts declares what it did', (name) => {
  jest.isolateModules(() => { jest.requireActual(`./integ.${name}`); });

  const templates = readdirSync(folder).filter(file => file.endsWith('.template.json')).sort();
  expect(Object.fromEntries(templates.map(file => [file, ownPartOf(path.join(folder, file))]))).toMatchSnapshot();
});

test('every integration app is among these', () => {
  const apps = readdirSync(__dirname).filter(file => /^integ\..*\.ts$/.test(file)).sort();
  expect(apps).toEqual(['integ.import.ts', 'integ.pause.ts', 'integ.resume.ts', 'integ.toggle.ts']);
});

function ownPartOf(file: string): Template {
  const { Parameters = {}, Resources, Outputs } = JSON.parse(readFileSync(file, 'utf8')) as Template;
  return {
    Parameters: Object.fromEntries(Object.entries(Parameters).filter(([name]) => name !== 'BootstrapVersion')),
    Resources: Object.fromEntries(Object.entries(Resources).filter(([, { Type }]) => OWN.test(Type))),
    Outputs,
  };
}
