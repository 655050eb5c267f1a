import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { password, resourcesFor } from './secret-values';

describe('An attribute that may be a secret is no input:', () => {
  test.each([
    ['AWS::IAM::AccessKey', 'SecretAccessKey'], ['AWS::Cognito::UserPoolClient', 'ClientSecret'], ['AWS::AppSync::ApiKey', 'ApiKey'],
    ['AWS::IVS::StreamKey', 'Value'], ['AWS::CodePipeline::Webhook', 'Url'], ['AWS::CloudFormation::WaitCondition', 'Data'], ['AWS::CloudFormation::CustomResource', 'Url'],
    ['Custom::Password', 'Arn'], ['Other::Vendor::Type', 'Id'], ['AWS::New::Type', 'Something'],
  ])('of %s %s', (type, attribute) => {
    for (const value of [
      { 'Fn::GetAtt': ['Source', attribute] }, { 'Fn::GetAtt': `Source.${attribute}` }, { 'Fn::Sub': `\${Source.${attribute}}` },
      { 'Fn::Cidr': [{ 'Fn::Sub': `\${Source.${attribute}}` }, 1] },
    ]) {
      const stack = new Stack(new App(), 'Stack');
      new CfnResource(stack, 'Source', { type });
      expect(resourcesFor(stack, value)).toContain('"Inputs":[]');
    }
  });

  test('of a resource that an override makes a custom resource', () => {
    const stack = new Stack(new App(), 'Stack');
    new CfnResource(stack, 'Source', { type: 'AWS::SNS::Topic' }).addOverride('Type', 'Custom::Topic');
    expect(resourcesFor(stack, { 'Fn::GetAtt': ['Source', 'TopicArn'] })).toContain('"Inputs":[]');
  });

  test('Value of an SSM parameter that holds a secret', () => {
    const stack = new Stack(new App(), 'Stack');
    const parameter = new StringParameter(stack, 'Source', { stringValue: password(stack).valueAsString });
    expect(resourcesFor(stack, parameter.stringValue)).toContain('"Inputs":[]');
  });
});

describe('An attribute that is no secret is an input:', () => {
  test.each([
    ['AWS::IAM::Role', 'Arn'], ['AWS::AppRunner::VpcConnector', 'VpcConnectorArn'], ['AWS::RDS::DBInstance', 'Endpoint.Address'],
    ['AWS::RDS::DBInstance', 'Endpoint.Port'], ['AWS::ElastiCache::ReplicationGroup', 'PrimaryEndPoint.Address'], ['AWS::ECR::Repository', 'RepositoryUri'],
    ['AWS::SQS::Queue', 'QueueUrl'], ['AWS::S3::Bucket', 'WebsiteURL'], ['AWS::S3::Bucket', 'RegionalDomainName'], ['AWS::Lambda::Version', 'Version'],
    ['AWS::EC2::SecurityGroup', 'GroupId'], ['AWS::SSM::Parameter', 'Value'], ['Custom::CrossRegionExportReader', '/cdk/exports/Stack/x'],
  ])('of %s %s', (type, attribute) => {
    const stack = new Stack(new App(), 'Stack');
    new CfnResource(stack, 'Source', { type, properties: { Value: 'x' } });
    expect(resourcesFor(stack, { 'Fn::GetAtt': ['Source', attribute] })).toContain(JSON.stringify({ Inputs: [{ 'Fn::GetAtt': ['Source', attribute] }] }).slice(1, -1));
  });
});
