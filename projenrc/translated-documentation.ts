import { Component } from 'projen';
import type { awscdk } from 'projen';

/**
 * Every code block of README.md and every `@example` must compile. What jsii-rosetta writes down here, jsii-pacmak
 * puts into each package in that package's language.
 */
export class TranslatedDocumentation extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    const rosetta = project.addTask('rosetta', {
      description: 'Compile and translate the examples in the documentation',
      exec: 'jsii-rosetta extract --strict .',
    });
    project.postCompileTask.spawn(rosetta);
    project.addGitIgnore('/.jsii.tabl.json');
  }
}
