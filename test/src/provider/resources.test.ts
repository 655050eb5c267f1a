import { App, Stack } from 'aws-cdk-lib';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json';
import { DesiredState, OnDrift, ServiceState, ServiceStateProvider } from '../../../src';
import { DependencyGraph } from '../dependency-graph';
import { imageService, importedService } from '../sample-services';
import { idsOf, STATE, synthesized } from '../synthesized';
import type { SynthesizedTemplate } from '../synthesized';

const FLAGS: [string, Record<string, unknown>][] = [['no feature flags', {}], ['all that cdk init recommends', recommended]];

describe.each(FLAGS)('With %s', (_, context) => {
  const synthesize = (build: (stack: Stack) => void): SynthesizedTemplate => {
    const stack = new Stack(new App({ context }), 'Stack');
    build(stack);
    return synthesized(stack);
  };
  const declareImported = (count: number) => (stack: Stack): void => {
    for (let n = 0; n < count; n++) new ServiceState(stack, `State${n}`, { service: importedService(stack, n), desiredState: DesiredState.PAUSED });
  };
  const declareLocal = (count: number) => (stack: Stack): void => {
    for (let n = 0; n < count; n++) new ServiceState(stack, `State${n}`, { service: imageService(stack, `Shop${n}`), desiredState: DesiredState.PAUSED });
  };
  const sizeOf = (template: SynthesizedTemplate): number => Object.keys(template.Resources).length;

  test('a provider is these resources', () => {
    const types = Object.values(synthesize(stack => ServiceStateProvider.getOrCreate(stack)).Resources).map(({ Type }) => Type);
    const counts = Object.fromEntries([...new Set(types)].sort().map(type => [type, types.filter(other => other === type).length]));
    expect(counts).toEqual({
      'AWS::IAM::Policy': 4,
      'AWS::IAM::Role': 4,
      'AWS::Lambda::Function': 5,
      'AWS::Logs::LogGroup': 1,
      'AWS::StepFunctions::StateMachine': 1,
    });
  });

  test('the first state adds itself and the policy with its rights: sixteen, and itself', () => {
    expect(sizeOf(synthesize(declareImported(1)))).toBe(16 + 1);
  });

  test('each further state adds one resource', () => {
    expect(sizeOf(synthesize(declareImported(5)))).toBe(16 + 5);
  });

  test('each service that is deployed through a pause adds itself and three', () => {
    expect(sizeOf(synthesize(declareLocal(1)))).toBe(16 + 4);
    expect(sizeOf(synthesize(declareLocal(5)))).toBe(16 + 5 * 4);
  });

  test('what runs between deployments adds five, in all', () => {
    expect(sizeOf(synthesize(stack => {
      for (let n = 0; n < 3; n++) new ServiceState(stack, `State${n}`, { service: importedService(stack, n), desiredState: DesiredState.PAUSED, onDrift: OnDrift.CORRECT });
    }))).toBe(16 + 3 + 5);
  });

  test('a first deployment has seven resources one after the other, up to a state', () => {
    const template = synthesize(declareImported(1));
    const types = new DependencyGraph(template).longestChainTo(idsOf(template, STATE)[0]).map(id => template.Resources[id].Type);
    expect(types).toEqual([
      expect.stringMatching(/^AWS::(Logs::LogGroup|IAM::Role)$/),
      'AWS::Lambda::Function', 'AWS::Lambda::Function', 'AWS::IAM::Policy', 'AWS::StepFunctions::StateMachine', 'AWS::Lambda::Function', STATE,
    ]);
  });

  test('a service that is deployed through a pause waits for nine, and its state for ten', () => {
    const template = synthesize(declareLocal(1));
    expect(new DependencyGraph(template).longestChainTo('Shop0')).toHaveLength(9);
    expect(new DependencyGraph(template).longestChainTo(idsOf(template, STATE)[0])).toHaveLength(10);
  });

  test('custom resources wait for every grant of the functions', () => {
    const template = synthesize(declareLocal(1));
    const graph = new DependencyGraph(template);
    const waits = graph.waitsFor('Shop0');
    for (const id of [...idsOf(template, 'AWS::IAM::Policy'), ...idsOf(template, 'AWS::IAM::ManagedPolicy')]) expect(waits).toContain(id);
  });
});

describe('The dependency graph of these tests', () => {
  const graph = new DependencyGraph({
    Resources: {
      A: { Type: 'T', Properties: { Text: { 'Fn::Sub': ['${B.Arn}-${!C}-${d}', { d: { Ref: 'D' } }] } }, DependsOn: 'E' },
      B: { Type: 'T', Properties: { Text: { 'Fn::Sub': '${D}' } } },
      C: { Type: 'T', Properties: { Text: { 'Fn::GetAtt': ['A', 'Arn'] } }, DependsOn: ['C', 'B'] },
      D: { Type: 'T', Properties: {} },
      E: { Type: 'T', Properties: { Text: { Ref: 'AWS::Region' } } },
    },
  });

  test('sees Ref, Fn::GetAtt, Fn::Sub and DependsOn', () => {
    expect(graph.directly('A')).toEqual(new Set(['B', 'D', 'E']));
    expect(graph.waitsFor('C')).toEqual(new Set(['A', 'B', 'C', 'D', 'E']));
  });

  test('finds the longest chain and a cycle', () => {
    expect(graph.longestChainTo('A')).toEqual(['D', 'B', 'A']);
    expect(graph.circle()).toEqual(['C']);
  });
});
