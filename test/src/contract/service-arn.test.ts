import { partsOfServiceArn } from '../../../src/contract/service-arn';

const ID = '8fe1e10304f84fd2b0df550fe98a71fa';

test.each([
  ['AWS', `arn:aws:apprunner:eu-west-1:123456789012:service/shop/${ID}`, { region: 'eu-west-1', account: '123456789012', name: 'shop', id: ID }],
  ['another partition', `arn:aws-us-gov:apprunner:us-gov-west-1:123456789012:service/shop/${ID}`, { region: 'us-gov-west-1', account: '123456789012', name: 'shop', id: ID }],
  ['a name of forty characters', `arn:aws:apprunner:eu-west-1:123456789012:service/${'s'.repeat(40)}/${ID}`, { region: 'eu-west-1', account: '123456789012', name: 's'.repeat(40), id: ID }],
])('The ARN of a service in %s has these parts', (_, arn, parts) => {
  expect(partsOfServiceArn(arn)).toEqual({ arn, ...parts });
});

test.each([
  ['a name of more than forty characters', `arn:aws:apprunner:eu-west-1:123456789012:service/${'s'.repeat(41)}/${ID}`],
  ['an id of more than 32 characters', `arn:aws:apprunner:eu-west-1:123456789012:service/shop/${ID}0`],
  ['a wildcard', 'arn:aws:apprunner:eu-west-1:123456789012:service/shop/*'],
  ['a connection', `arn:aws:apprunner:eu-west-1:123456789012:connection/shop/${ID}`],
  ['a service of Amazon ECS', `arn:aws:ecs:eu-west-1:123456789012:service/shop/${ID}`],
  ['a part after the id', `arn:aws:apprunner:eu-west-1:123456789012:service/shop/${ID}/more`],
  ['a line break', `arn:aws:apprunner:eu-west-1:123456789012:service/shop/${ID}\n`],
])('A text with %s is not the ARN of a service', (_, text) => {
  expect(partsOfServiceArn(text)).toBeUndefined();
});
