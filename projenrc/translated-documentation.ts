import { Component } from 'projen';
import type { awscdk } from 'projen';

/**
 * Every TypeScript block of README.md and of docs/, and every `@example`, must compile. jsii-pacmak puts what jsii-rosetta makes of
 * README.md and the `@example`s into each package, in that package's language.
 */
export class TranslatedDocumentation extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    const rosetta = project.addTask('rosetta', {
      description: 'Compile and translate the examples in the documentation',
      exec: 'jsii-rosetta extract --strict .',
    });
    project.postCompileTask.spawn(rosetta);
    const documents = project.addTask('examples-in-documents', {
      description: 'Compile the examples in docs/',
      exec: 'ts-node --transpile-only --project projenrc/tsconfig.json projenrc/examples-in-documents.ts',
    });
    project.postCompileTask.spawn(documents);
    project.addGitIgnore('/.jsii.tabl.json');
  }
}
