import type { DescribeServiceResponse } from '@aws-sdk/client-apprunner';
import { AppRunnerSimulator } from '.';
import { post } from './raw-call';

const image = (ImageIdentifier: string) => ({ ImageRepository: { ImageIdentifier, ImageRepositoryType: 'ECR' } });
const region = 'us-east-1';

describe('The in-process door', () => {
  test('answers exactly what HTTP answers', async () => {
    const viaHttp = new AppRunnerSimulator();
    const inProcess = new AppRunnerSimulator();
    const endpoint = await viaHttp.listen();
    const ServiceArn = viaHttp.addService({ name: 'shop' });
    expect(inProcess.addService({ name: 'shop' })).toBe(ServiceArn);
    const script: [string, unknown][] = [
      ['CreateService', { ServiceName: 'till', SourceConfiguration: image('till:1'), Tags: [{ Key: 'team', Value: 'blue' }] }],
      ['PauseService', { ServiceArn }],
      ['PauseService', { ServiceArn }],
      ['DescribeService', { ServiceArn }],
      ['ListOperations', { ServiceArn, MaxResults: 1 }],
      ['UpdateService', { ServiceArn, SourceConfiguration: image('shop:2') }],
      ['TagResource', { ResourceArn: ServiceArn, Tags: [{ Key: 'a', Value: 'b' }] }],
      ['ListTagsForResource', { ResourceArn: ServiceArn }],
      ['UntagResource', { ResourceArn: ServiceArn, TagKeys: ['a'] }],
      ['ListServices', { MaxResults: 1 }],
      ['ListServices', { NextToken: '?' }],
      ['StartDeployment', { ServiceArn }],
      ['ResumeService', {}],
      ['ResumeService', { ServiceArn: 7 }],
      ['DeleteService', { ServiceArn: ServiceArn.replace('shop', 'inn') }],
      ['CreateService', { ServiceName: '-', SourceConfiguration: {} }],
      ['CreateService', { ServiceName: 'yard', SourceConfiguration: {} }],
      ['CreateService', { ServiceName: 'yard', SourceConfiguration: { ImageRepository: {} } }],
      ['BrewCoffee', {}],
      ['ListServices', []],
    ];
    for (const [operation, input] of script) {
      const response = await post(endpoint, operation, JSON.stringify(input));
      expect({ operation, answer: { status: response.status, body: await response.json() } })
        .toStrictEqual({ operation, answer: inProcess.answer({ region, operation, input }) });
    }
    expect(viaHttp.calls).toStrictEqual(inProcess.calls);
    await viaHttp.close();
  });

  test('drops the connection where HTTP does', () => {
    const simulator = new AppRunnerSimulator();
    expect(simulator.answer({ region: 'eu-north-1', operation: 'ListServices', input: {} })).toBe('connection-dropped');
  });

  test('shares nothing that a caller could change', () => {
    const simulator = new AppRunnerSimulator();
    const input = { ServiceName: 'shop', SourceConfiguration: image('shop:1') };
    simulator.answer({ region, operation: 'CreateService', input });
    input.SourceConfiguration.ImageRepository.ImageIdentifier = 'changed';
    expect(simulator.services()).toMatchObject([{ image: 'shop:1' }]);
    const answer = simulator.answer({ region, operation: 'DescribeService', input: { ServiceArn: simulator.services()[0].arn } });
    const { Service } = (answer as { body: DescribeServiceResponse }).body;
    expect(() => Object.assign(Service?.SourceConfiguration?.ImageRepository ?? {}, { ImageIdentifier: 'changed' })).toThrow(TypeError);
  });
});
