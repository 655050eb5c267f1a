import { providerPeer } from './provider-peer';

/** Default options: a poll every 5 s, 128 MB. */
export const plainProvider = providerPeer('plain Provider, 5 s', 'a two-handler Provider with default options, as the CDK documentation shows it');
