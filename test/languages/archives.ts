import { mkdirSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { run } from './command';
import { packagePath, type PACKAGES } from './packages';

type PackageName = keyof typeof PACKAGES;

/** The packages, unpacked on demand. */
export class Archives {
  private readonly unpacked = new Map<PackageName, Promise<string>>();

  constructor(private readonly folder: string) {}

  async filesOf(name: PackageName): Promise<string[]> {
    const folder = await this.folderOf(name);
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)));
  }

  async pathOf(name: PackageName, file: string): Promise<string> {
    return path.join(await this.folderOf(name), file);
  }

  private folderOf(name: PackageName): Promise<string> {
    const folder = this.unpacked.get(name) ?? this.unpack(name);
    this.unpacked.set(name, folder);
    return folder;
  }

  private async unpack(name: PackageName): Promise<string> {
    const archive = packagePath(name);
    if (name === 'go') return archive;
    const folder = path.join(this.folder, name);
    mkdirSync(folder, { recursive: true });
    // Python reads what its wheels and Java's jars are made of; not every machine has 'unzip'.
    const isTar = archive.endsWith('gz');
    await (isTar ? run('tar', ['-xzf', archive, '-C', folder]) : run('python3', ['-m', 'zipfile', '-e', archive, folder]));
    return folder;
  }
}
