import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { App } from 'aws-cdk-lib';
import type { AppProps } from 'aws-cdk-lib';
import {
  ASSET_RESOURCE_METADATA_ENABLED_CONTEXT, CURRENTLY_RECOMMENDED_FLAGS, DISABLE_ASSET_STAGING_CONTEXT, SynthesisMessageLevel,
} from 'aws-cdk-lib/cx-api';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';

export interface Template {
  readonly Resources: Record<string, TemplateResource>;
  readonly Parameters?: Record<string, TemplateParameter>;
  readonly Mappings?: Record<string, Record<string, Record<string, unknown>>>;
  readonly Conditions?: Record<string, unknown>;
  readonly Outputs?: Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: unknown } }>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly Metadata?: Record<string, unknown>;
  readonly Condition?: string;
}

export interface TemplateParameter {
  readonly Type: string;
  readonly Default?: unknown;
  readonly NoEcho?: boolean | string;
  readonly AllowedValues?: string[];
}

/** A stack as it was synthesized. Nested stacks have a parent and its values for their parameters. */
export interface SynthesizedStack {
  readonly path: string;
  readonly stackName: string;
  readonly region: string;
  readonly template: Template;
  /** With which `cdk synth --strict` would fail. */
  readonly warnings: string[];
  readonly nestedIn?: { readonly stack: SynthesizedStack; readonly logicalId: string };
}

/** What the CLI has looked up and keeps in this file. */
const LOOKED_UP = JSON.parse(readFileSync(path.join(__dirname, 'cdk.context.json'), 'utf8')) as Record<string, unknown>;

const CONTEXT = {
  ...CURRENTLY_RECOMMENDED_FLAGS,
  '@aws-cdk/core:annotationsInValidationReport': false, // on the screen, beside the warnings themselves
  [ASSET_RESOURCE_METADATA_ENABLED_CONTEXT]: true,
  ...LOOKED_UP,
};

/** How `cdk init` sets up an app, with the feature flags that are recommended for a new one, and how the CLI runs it. */
export function newApp(props: AppProps = {}): App {
  return new App({ analyticsReporting: false, treeMetadata: false, ...props, context: { ...CONTEXT, ...props.context } });
}

/** For the first synthesis of an app, which asks the CLI to look these up. */
export const NOTHING_LOOKED_UP = Object.fromEntries(Object.keys(LOOKED_UP).map(key => [key, undefined]));

/** For apps of which only the templates matter: assets are not copied. */
export const WITHOUT_STAGING = { [DISABLE_ASSET_STAGING_CONTEXT]: true };

/** Synthesizes an app into a folder that is gone afterwards. */
export function stacksOf(build: (app: App) => void, props: AppProps = {}): SynthesizedStack[] {
  const outdir = mkdtempSync(path.join(tmpdir(), 'gallery-'));
  try {
    const app = newApp({ outdir, ...props });
    build(app);
    return stacksIn(app.synth());
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

export function stacksIn(assembly: CloudAssembly): SynthesizedStack[] {
  return assembly.stacksRecursively.flatMap(artifact => {
    const directory = path.dirname(artifact.templateFullPath);
    const { region } = artifact.environment;
    const warnings = artifact.messages.filter(({ level }) => level !== SynthesisMessageLevel.INFO).map(({ entry }) => String(entry.data));
    const { hierarchicalId, stackName, templateFullPath } = artifact;
    return withNested({ path: hierarchicalId, stackName, region, template: read(templateFullPath), warnings }, directory);
  });
}

function withNested(stack: SynthesizedStack, directory: string): SynthesizedStack[] {
  const nested = Object.entries(stack.template.Resources).filter(([, { Type }]) => Type === 'AWS::CloudFormation::Stack');
  return [stack, ...nested.flatMap(([logicalId, { Metadata }]) => withNested({
    path: `${stack.path}/${logicalId}`,
    stackName: `${stack.stackName}-${logicalId}`,
    region: stack.region,
    warnings: [],
    template: read(path.join(directory, String(Metadata?.['aws:asset:path']))),
    nestedIn: { stack, logicalId },
  }, directory))];
}

function read(file: string): Template {
  return JSON.parse(readFileSync(file, 'utf8')) as Template;
}
