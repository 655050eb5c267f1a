import { readFileSync } from 'fs';
import { createRequire } from 'module';
import * as path from 'path';

type FrameworkFunction = (event: object) => Promise<unknown>;
export type Framework = Readonly<Record<'onEvent' | 'isComplete' | 'onTimeout', FrameworkFunction>>;

/** What the framework does to the outside world: beside its log, the only part of it that is not the real one. */
export interface Outbound {
  invokeFunction(request: { FunctionName: string; Payload: string }): Promise<object>;
  startExecution(request: { stateMachineArn: string; input: string }): Promise<object>;
  httpRequest(request: object, body: string): Promise<void>;
}

const LIBRARY = createRequire(__filename);
const RUNTIME = path.join(path.dirname(LIBRARY.resolve('aws-cdk-lib')), 'custom-resources', 'lib', 'provider-framework', 'runtime');

/** Loads the Provider framework's Lambda code out of aws-cdk-lib, as a container of one of its functions would. */
export function loadFramework(environment: Record<string, string>, outbound: Outbound): Framework {
  const loaded = new Map<string, object>([['./outbound', outbound]]);
  const load = (name: string): object => {
    const known = loaded.get(name);
    if (known) return known;
    if (!name.startsWith('./')) return LIBRARY(name) as object;
    const module = { exports: {} };
    loaded.set(name, module.exports);
    codeOf(name)(module, module.exports, load, { env: environment });
    // Nobody reads the log, and to write it takes longer than everything else.
    if (name === './util') Object.assign(module.exports, { log: () => undefined });
    return module.exports;
  };
  return load('./framework') as Framework;
}

const compiled = new Map<string, Function>();

function codeOf(name: string): Function {
  const code = compiled.get(name) ?? new Function('module', 'exports', 'require', 'process', readFileSync(path.join(RUNTIME, `${name}.js`), 'utf8'));
  compiled.set(name, code);
  return code;
}
