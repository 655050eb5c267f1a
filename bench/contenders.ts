import type { Contender } from './contender';
import { awsCustomResource } from './peers/aws-custom-resource';
import { plainProvider } from './peers/plain-provider';
import { tenSecondPoll } from './peers/ten-second-poll';
import { threeSecondPoll } from './peers/three-second-poll';
import { us } from './us';

export const CONTENDERS: readonly Contender[] = [us, plainProvider, awsCustomResource, tenSecondPoll, threeSecondPoll];

export const NAMES = CONTENDERS.map(({ name }) => name);
