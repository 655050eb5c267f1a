import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import * as path from 'node:path';
import { text } from 'node:stream/consumers';

/** One file asset in one place that it is needed in. */
interface FileAsset {
  readonly source: string;
  readonly packaging: string;
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
}

/** The parts of a `*.assets.json` that say what goes where. */
interface AssetManifest {
  readonly files?: Record<string, ManifestFile>;
}

interface ManifestFile {
  readonly source: { readonly path?: string; readonly packaging?: string };
  readonly destinations: Record<string, { readonly bucketName: string; readonly objectKey: string; readonly region?: string }>;
}

export interface PublisherOptions {
  readonly python: string;
  readonly url: string;
  readonly environment: Record<string, string>;
  readonly account: string;
  readonly region: string;
}

/** Brings the file assets of assemblies into the emulator, each content once. */
export class AssetPublisher {
  private readonly published = new Set<string>();
  private bootstrapped = false;

  constructor(private readonly options: PublisherOptions) {}

  async publish(assembly: string): Promise<void> {
    const assets = (await this.assetsIn(assembly)).filter((asset) => !this.published.has(nameOf(asset)));
    if (assets.length === 0 && this.bootstrapped) return;
    const { python, url, environment } = this.options;
    const child = spawn(python, ['-B', path.join(__dirname, 'publish_assets.py'), '--endpoint', url], {
      env: environment,
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    const ended = once(child, 'exit');
    child.stdin.end(JSON.stringify(assets));
    const [problem, [code]] = await Promise.all([text(child.stderr), ended]);
    if (code !== 0) throw new Error(`The assets of ${assembly} could not be published.\n${problem}`);
    this.bootstrapped = true;
    assets.forEach((asset) => this.published.add(nameOf(asset)));
  }

  private async assetsIn(assembly: string): Promise<FileAsset[]> {
    const manifests = (await readdir(assembly)).filter((name) => name.endsWith('.assets.json'));
    const perManifest = await Promise.all(manifests.map(async (name) => {
      const manifest = JSON.parse(await readFile(path.join(assembly, name), 'utf8')) as AssetManifest;
      // The stack's own template goes with the request; those of nested stacks are assets like any other.
      const ownTemplate = name.replace(/\.assets\.json$/, '.template.json');
      return Object.values(manifest.files ?? {})
        .filter(({ source }) => source.path !== ownTemplate)
        .flatMap((file) => this.destinationsOf(file, assembly));
    }));
    return perManifest.flat();
  }

  private destinationsOf({ source, destinations }: ManifestFile, assembly: string): FileAsset[] {
    return Object.values(destinations).map((destination) => {
      const region = this.resolved(destination.region ?? this.options.region, this.options.region);
      return {
        source: path.resolve(assembly, source.path ?? ''),
        packaging: source.packaging ?? 'file',
        bucket: this.resolved(destination.bucketName, region),
        key: this.resolved(destination.objectKey, region),
        region,
      };
    });
  }

  private resolved(value: string, region: string): string {
    return value
      .replaceAll('${AWS::Region}', region)
      .replaceAll('${AWS::AccountId}', this.options.account)
      .replaceAll('${AWS::Partition}', 'aws');
  }
}

function nameOf(asset: FileAsset): string {
  return `${asset.region}/${asset.bucket}/${asset.key}`;
}
