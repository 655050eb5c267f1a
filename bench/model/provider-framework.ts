import { readFileSync } from 'fs';
import { createRequire } from 'module';
import * as path from 'path';
import type { Handler } from './lambda-platform';

/** What the framework does to the outside world: the only part of it that is not the real one. */
export interface Outbound {
  invokeFunction(request: { FunctionName: string; Payload: string }): Promise<object>;
  startExecution(request: { stateMachineArn: string; input: string }): Promise<object>;
  httpRequest(request: object, body: string): Promise<void>;
}

const LIBRARY = createRequire(__filename);
const RUNTIME = path.join(path.dirname(LIBRARY.resolve('aws-cdk-lib')), 'custom-resources', 'lib', 'provider-framework', 'runtime');

/** Loads the Provider framework's Lambda code out of aws-cdk-lib, as a container of one of its functions would. */
export function loadFramework(environment: Record<string, string>, outbound: Outbound): Record<string, Handler> {
  const loaded = new Map<string, object>([['./outbound', outbound]]);
  const load = (name: string): object => {
    const known = loaded.get(name);
    if (known) return known;
    if (!name.startsWith('./')) return LIBRARY(name) as object;
    const module = { exports: {} };
    loaded.set(name, module.exports);
    const run = new Function('module', 'exports', 'require', 'process', 'console', sourceOf(name));
    run(module, module.exports, load, { env: environment }, { log: () => undefined });
    return module.exports;
  };
  return load('./framework') as Record<string, Handler>;
}

const sources = new Map<string, string>();

function sourceOf(name: string): string {
  const source = sources.get(name) ?? readFileSync(path.join(RUNTIME, `${name}.js`), 'utf8');
  sources.set(name, source);
  return source;
}
