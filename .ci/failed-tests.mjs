// Prints each failed test of the JUnit reports in a folder: file, name and the beginning of what it says.
// Short, because of a long log only the end may be kept.
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const MOST_TESTS = 12;
const MOST_LINES = 8;
const LONGEST_LINE = 160;

const folder = process.argv[2];
const reports = existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith('.xml')) : [];
const failed = reports.flatMap(name => failedIn(readFileSync(`${folder}/${name}`, 'utf8')).map(test => `--- ${name}: ${test}`));
if (failed.length > MOST_TESTS) failed.splice(MOST_TESTS, failed.length, `--- and ${failed.length - MOST_TESTS} more failed tests`);
if (failed.length > 0) console.log(failed.join('\n'));

function failedIn(xml) {
  return [...xml.matchAll(/<testcase ([^>]*[^>/])>(.*?)<\/testcase>/gs)].flatMap(([, attributes, content]) => {
    const [, message] = /<(?:failure|error)>(.*?)<\/(?:failure|error)>/s.exec(content) ?? [];
    if (message === undefined) return [];
    const lines = text(message).split('\n').filter(line => line.trim()).slice(0, MOST_LINES);
    return [[`${attribute(attributes, 'file')}: ${attribute(attributes, 'name')}`, ...lines.map(line => `    ${line}`)].map(line => line.slice(0, LONGEST_LINE)).join('\n')];
  });
}

function attribute(attributes, name) {
  return text(new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '');
}

function text(xml) {
  return xml.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&');
}
