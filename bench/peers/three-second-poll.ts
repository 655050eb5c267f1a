import { Duration } from 'aws-cdk-lib';
import { providerPeer } from './provider-peer';

/** `copilot svc pause` looks every 3 s. */
export const threeSecondPoll = providerPeer('3 s poll', 'the same, looking every 3 s as the Copilot CLI does', Duration.seconds(3));
