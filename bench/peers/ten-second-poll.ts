import { Duration } from 'aws-cdk-lib';
import { providerPeer } from './provider-peer';

/** AWS's own handler of AWS::AppRunner::Service looks every 10 s. */
export const tenSecondPoll = providerPeer('10 s poll', 'the same, looking every 10 s as CloudFormation\'s own App Runner handler does', Duration.seconds(10));
