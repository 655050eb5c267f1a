import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { App } from 'aws-cdk-lib';
import { stacksOf } from './assembly';
import { declaredServices } from './declared-service';
import { GALLERY } from './gallery';
import { conditionsAndNoEcho } from './shapes/conditions-and-no-echo';
import { dockerImages } from './shapes/docker-images';
import { servicesInALoop } from './shapes/services-in-a-loop';

const SHOP_IMAGE = path.join(__dirname, 'shop-image');

let folder: string;
const workingDirectory = process.cwd();
beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), 'gallery-')); });
afterEach(() => {
  jest.useRealTimers();
  process.chdir(workingDirectory);
  rmSync(folder, { recursive: true, force: true });
});

/** What the app's author has to decide. */
const WARNINGS: Record<string, string[]> = { includedTemplate: [expect.stringContaining('{"Ref":"Token"}')] };

test.each(Object.entries(GALLERY))('%s has no error or warning, so that --strict does not stop it', (app, build) => {
  expect(stacksOf(build).flatMap(({ warnings }) => warnings)).toEqual(WARNINGS[app] ?? []);
});

describe.each(Object.entries(GALLERY))('The templates of %s', (_, build) => {
  test('do not depend on when and where they are synthesized', () => {
    const here = stacksOf(build);
    process.chdir(folder);
    jest.useFakeTimers({ now: new Date('2031-05-06T07:08:09Z') });
    expect(stacksOf(build)).toEqual(here);
  });

  test('have the recorded fingerprints with every CDK and every version of this library, because an upgrade must not resume the services', () => {
    expect(fingerprints(build)).toMatchSnapshot();
  });
});

describe('A service is resumed for', () => {
  test.each<[string, (app: App) => void, (app: App) => void, string[]]>([
    ['a new digest of its image', dockerImages, app => dockerImages(app, { digest: 'b'.repeat(64) }), ['Shop Mailer']],
    ['other files in its image', dockerImages, app => dockerImages(app, { directory: withAnotherFile() }), ['Shop Shop']],
    ['a new tag of its image', app => conditionsAndNoEcho(app), app => conditionsAndNoEcho(app, '2'), ['Shop Service']],
    ['a new tag of its image, made in a loop', app => servicesInALoop(app), app => servicesInALoop(app, '2'), [
      'Platform basketService239727D5', 'Platform catalogueService8E2C8504', 'Platform checkoutServiceECA66FCA',
    ]],
  ])('%s, and no other', (_, before, after, services) => {
    const [old, changed] = [fingerprints(before), fingerprints(after)];
    expect(Object.keys(changed).filter(id => changed[id].fingerprint !== old[id].fingerprint).sort()).toEqual(services);
  });

  test('nothing when its image is built from the same files in another folder', () => {
    cpSync(SHOP_IMAGE, folder, { recursive: true });
    expect(fingerprints(app => dockerImages(app, { directory: folder }))).toEqual(fingerprints(dockerImages));
  });
});

function fingerprints(build: (app: App) => void): Record<string, { fingerprint: string; inputs: unknown }> {
  return Object.fromEntries([...declaredServices(stacksOf(build))].map(([id, { fingerprint, inputs }]) => [id, { fingerprint, inputs }]));
}

function withAnotherFile(): string {
  cpSync(SHOP_IMAGE, folder, { recursive: true });
  writeFileSync(path.join(folder, 'robots.txt'), 'User-agent: *');
  return folder;
}
