import { App, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import { judge } from './watch';

test('what an app writes is seen, and a name that its template does not have is found', () => {
  const app = new App();
  new CfnResource(new Stack(app, 'Shop'), 'Queue', { type: 'AWS::SQS::Queue', properties: { QueueName: Fn.ref('Nothing') } });
  app.synth();
  expect(judge).toThrow("Shop.template.json: Resources/Queue/Properties/QueueName/Ref: 'Nothing' is nothing in this template [Ref]");
  expect(judge).not.toThrow(); // each template is judged once
});
