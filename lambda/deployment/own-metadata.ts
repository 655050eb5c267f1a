/** @returns the part of a resource's Metadata that is ours, of its Metadata as JSON */
export function ownMetadata<Metadata>(metadata: string | undefined): Partial<Metadata> | undefined {
  return (JSON.parse(metadata || '{}') as { AppRunnerState?: Partial<Metadata> }).AppRunnerState;
}
