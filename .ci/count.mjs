// Prints "PASSED FAILED" of a JUnit report; fails when it holds no test.
import { readFileSync } from 'node:fs';

const [, total, failures, errors] = /<testsuites[^>]*\btests="(\d+)"[^>]*\bfailures="(\d+)"[^>]*\berrors="(\d+)"/
  .exec(readFileSync(process.argv[2], 'utf8')) ?? [];
const broken = Number(failures) + Number(errors);
if (!(Number(total) > 0)) process.exit(1);
console.log(`${Number(total) - broken} ${broken}`);
