/**
 * What CloudWatch's specification of the embedded metric format, with its JSON schema, demands of a document; dimension sets of at
 * most nine, as its stricter edition has them.
 *
 * @returns what is wrong with it
 */
export function emfFaults(document: Readonly<Record<string, unknown>>): string[] {
  const faults: string[] = [];
  const demand = (holds: boolean, fault: string) => holds || faults.push(fault);
  const isName = (name: unknown): boolean => typeof name === 'string' && name.length >= 1 && name.length <= 255;
  const { Timestamp, CloudWatchMetrics } = document._aws as { Timestamp: unknown; CloudWatchMetrics: unknown };
  demand(Number.isInteger(Timestamp), `_aws.Timestamp is ${Timestamp}`);
  demand(Array.isArray(CloudWatchMetrics), '_aws.CloudWatchMetrics is no array');
  for (const directive of CloudWatchMetrics as Record<string, unknown>[]) {
    demand(Object.keys(directive).sort().join() === 'Dimensions,Metrics,Namespace', `a directive has ${Object.keys(directive).join()}`);
    const { Namespace, Dimensions, Metrics } = directive as { Namespace: string; Dimensions: string[][]; Metrics: { Name: string; Unit?: string }[] };
    demand(isName(Namespace) && /^[\w./#:-]+$/.test(Namespace) && !Namespace.startsWith('AWS/') && !Namespace.startsWith(':'), `Namespace is ${Namespace}`);
    demand(Dimensions.length >= 1, 'there is no dimension set');
    for (const set of Dimensions) {
      demand(set.length <= 9, `a dimension set has ${set.length} members`);
      for (const dimension of set) {
        const value = document[dimension];
        demand(isName(dimension) && /^[\x21-\x7e]+$/.test(dimension) && !dimension.startsWith(':'), `a dimension is called ${dimension}`);
        demand(typeof value === 'string' && /^[\x20-\x7e]{1,1024}$/.test(value) && value.trim() !== '', `the dimension ${dimension} is ${value}`);
      }
    }
    demand(Metrics.length >= 1 && Metrics.length <= 100, `there are ${Metrics.length} metrics`);
    demand(new Set(Metrics.map(({ Name }) => Name)).size === Metrics.length, 'a metric is there twice');
    for (const { Name, Unit, ...more } of Metrics) {
      demand(isName(Name), `a metric is called ${Name}`);
      demand(Unit === 'Count', `the unit of ${Name} is ${Unit}`);
      demand(Object.keys(more).length === 0, `${Name} has ${Object.keys(more).join()}`);
      demand(typeof document[Name] === 'number' && Number.isFinite(document[Name]), `the value of ${Name} is ${document[Name]}`);
    }
  }
  demand(Buffer.byteLength(JSON.stringify(document)) <= 256 * 1024, 'the document is too large');
  return faults;
}
