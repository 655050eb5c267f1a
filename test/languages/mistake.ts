import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { consumerEnvironment, run } from './command';
import type { Language, Surroundings } from './example-app';

/** An app that asks for the provider of a stack twice, with other options: its source, its command and the expected message. */
interface Mistake {
  readonly file: string;
  readonly command: readonly [string, ...string[]];
  readonly code: string;
  readonly told: readonly string[];
}

const MISTAKES: Record<Language, Mistake> = {
  typescript: {
    file: 'mistake.ts',
    command: ['npx', 'ts-node', 'mistake.ts'],
    code: `import { App, Stack } from 'aws-cdk-lib';
import { ServiceStateProvider } from 'cdk-apprunner-state';

const stack = new Stack(new App(), 'Shop');
ServiceStateProvider.getOrCreate(stack);
ServiceStateProvider.getOrCreate(stack, { memorySize: 256 });
`,
    told: ["option 'memorySize'", 'Call ServiceStateProvider.getOrCreate with'],
  },
  python: {
    file: 'mistake.py',
    command: ['.venv/bin/python', 'mistake.py'],
    code: `from aws_cdk import App, Stack
from cdk_apprunner_state import ServiceStateProvider

stack = Stack(App(), "Shop")
ServiceStateProvider.get_or_create(stack)
ServiceStateProvider.get_or_create(stack, memory_size=256)
`,
    told: ["option 'memory_size'", 'Call ServiceStateProvider.get_or_create with'],
  },
  java: {
    file: 'src/main/java/Mistake.java',
    command: ['mvn', '--quiet', '--batch-mode', 'compile', 'exec:java', '-Dexec.mainClass=Mistake'],
    code: `import io.github.cdkapprunnerstate.ServiceStateProvider;
import io.github.cdkapprunnerstate.ServiceStateProviderProps;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

public class Mistake {
    public static void main(final String[] args) {
        Stack stack = new Stack(new App(), "Shop");
        ServiceStateProvider.getOrCreate(stack);
        ServiceStateProvider.getOrCreate(stack, ServiceStateProviderProps.builder().memorySize(256).build());
    }
}
`,
    told: ["option 'memorySize'", 'Call ServiceStateProvider.getOrCreate with'],
  },
  go: {
    file: 'mistake/main.go',
    command: ['go', 'run', './mistake'],
    code: `package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-apprunner-state/cdk-apprunner-state-go/cdkapprunnerstate"
)

func main() {
	defer jsii.Close()

	stack := awscdk.NewStack(awscdk.NewApp(nil), jsii.String("Shop"), nil)
	cdkapprunnerstate.ServiceStateProvider_GetOrCreate(stack, nil)
	cdkapprunnerstate.ServiceStateProvider_GetOrCreate(stack, &cdkapprunnerstate.ServiceStateProviderProps{MemorySize: jsii.Number(256)})
}
`,
    told: ["option 'MemorySize'", 'Call ServiceStateProvider_GetOrCreate with'],
  },
};

/** Makes the mistake where the example app of the language is installed already, and reads whether the message speaks that language. */
export async function makeMistake(language: Language, { workspace, commands, mavenRepository }: Surroundings): Promise<void> {
  const { file, command: [command, ...args], code, told } = MISTAKES[language];
  const folder = path.join(workspace, 'examples', language);
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), code);

  const env = { ...consumerEnvironment(commands), MAVEN_OPTS: `-Dmaven.repo.local=${mavenRepository}` };
  const output = await run(command, args, { cwd: folder, env }).catch(({ message, cause }: Error) => {
    const { stdout = '', stderr = '' } = cause as { stdout?: string; stderr?: string };
    return `${message}\n${stdout}\n${stderr}`;
  });
  const missing = told.filter(part => !output.includes(part));
  if (missing.length > 0) throw new Error(`it is not told "${missing.join('" and "')}":\n${output}`);
}
