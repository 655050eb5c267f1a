// Writes the compiled API to api-baseline/, in a form whose difference a person can read.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const assembly = JSON.parse(readFileSync('.jsii', 'utf8'));
// Nine tenths of the file, and of no meaning for a comparison.
delete assembly.dependencyClosure;
delete assembly.readme;
const { name, version, dependencies } = assembly;

mkdirSync('api-baseline', { recursive: true });
writeFileSync('api-baseline/assembly.json', `${JSON.stringify(assembly, undefined, 2)}\n`);
writeFileSync('api-baseline/package.json', `${JSON.stringify({ name, version, peerDependencies: dependencies, jsii: {} }, undefined, 2)}\n`);
console.log(`api-baseline/ now holds the API of ${name} ${version}`);
