import { CfnParameter, Stack } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { Construct } from 'constructs';
import { ServiceReference } from '../../../src';
import { imageService, serviceArn } from '../sample-services';

const REGIONS = [
  'ap-northeast-1', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2', 'eu-central-1', 'eu-west-1', 'eu-west-2', 'eu-west-3',
  'us-east-1', 'us-east-2', 'us-west-2',
];

describe('ServiceReference.fromServiceArn', () => {
  test.each(REGIONS)('takes an ARN of %s in a stack of any Region', region => {
    const stack = new Stack(undefined, 'Stack', { env: { region: 'eu-west-1' } });
    const service = ServiceReference.fromServiceArn(stack, 'Shop', serviceArn(1, region));
    expect(service.serviceRef.serviceArn).toBe(serviceArn(1, region));
    expect(service.env).toEqual({ account: '123456789012', region });
  });

  test('takes a token', () => {
    const stack = new Stack();
    const parameter = new CfnParameter(stack, 'ShopArn');
    const service = ServiceReference.fromServiceArn(stack, 'Shop', parameter.valueAsString);
    expect(stack.resolve(service.serviceRef.serviceArn)).toEqual({ Ref: 'ShopArn' });
  });

  test.each([
    ['nothing', ''],
    ['a name', 'shop'],
    ['no id', 'arn:aws:apprunner:eu-west-1:123456789012:service/shop'],
    ['an empty id', 'arn:aws:apprunner:eu-west-1:123456789012:service/shop/'],
    ['a wildcard', 'arn:aws:apprunner:eu-west-1:123456789012:service/shop/*'],
    ['a wildcard for the name', 'arn:aws:apprunner:eu-west-1:123456789012:service/*/8fe1e10304f84fd2b0df550fe98a71fa'],
    ['a name longer than forty characters', `arn:aws:apprunner:eu-west-1:123456789012:service/${'s'.repeat(41)}/8fe1e10304f84fd2b0df550fe98a71fa`],
    ['an id longer than 32 characters', `${serviceArn()}0`],
    ['one part too many', `${serviceArn()}/more`],
    ['another resource', 'arn:aws:apprunner:eu-west-1:123456789012:connection/shop/8fe1e10304f84fd2b0df550fe98a71fa'],
    ['another service', 'arn:aws:ecs:eu-west-1:123456789012:service/shop/8fe1e10304f84fd2b0df550fe98a71fa'],
    ['no account', 'arn:aws:apprunner:eu-west-1::service/shop/8fe1e10304f84fd2b0df550fe98a71fa'],
    ['blanks around it', ` ${serviceArn()}`],
    ['more than one line', `${serviceArn()}\n`],
    ['the URL', 'https://psbqam834h.eu-west-1.awsapprunner.com'],
  ])('refuses %s', (_, arn) => {
    expect(() => ServiceReference.fromServiceArn(new Stack(), 'Shop', arn)).toThrow(new Error(
      `'serviceArn' must be the ARN of an App Runner service, arn:aws:apprunner:REGION:ACCOUNT:service/NAME/ID, but is '${arn}'. `
      + 'Copy the whole ARN from the console or from DescribeService.'));
  });

  test('refuses a Region without App Runner, and says where it is', () => {
    expect(() => ServiceReference.fromServiceArn(new Stack(), 'Shop', serviceArn(1, 'eu-north-1'))).toThrow(new Error(
      `App Runner is not available in Region 'eu-north-1' of 'serviceArn' '${serviceArn(1, 'eu-north-1')}'. It is available in ${REGIONS.join(', ')}.`));
  });
});

/** Built as the Service of the alpha module is: a construct with the L1 as its child 'Resource'. */
class AlphaLikeService extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    imageService(this, 'Resource');
  }
}

describe('ServiceReference.fromConstruct', () => {
  const message = (count: number, advice: string): Error => new Error(
    `ServiceReference.fromConstruct needs a construct that defines exactly one AWS::AppRunner::Service, but 'Default/Shops' defines ${count}. ${advice}`);

  test('finds the service inside a higher-level construct', () => {
    const construct = new AlphaLikeService(new Stack(), 'Shop');
    expect(ServiceReference.fromConstruct(construct)).toBe(construct.node.defaultChild);
  });

  test('takes a CfnService for itself', () => {
    const service = imageService(new Stack(), 'Shop');
    expect(ServiceReference.fromConstruct(service)).toBe(service);
    expect(CfnService.isCfnService(service)).toBe(true);
  });

  test('refuses a construct without a service', () => {
    expect(() => ServiceReference.fromConstruct(new Construct(new Stack(), 'Shops')))
      .toThrow(message(0, 'For an imported service use ServiceReference.fromServiceArn.'));
  });

  test('refuses a construct with two', () => {
    const shops = new Construct(new Stack(), 'Shops');
    new AlphaLikeService(shops, 'One');
    new AlphaLikeService(shops, 'Two');
    expect(() => ServiceReference.fromConstruct(shops)).toThrow(message(2, 'Pass the one you mean.'));
  });
});
