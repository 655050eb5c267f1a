import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';

/**
 * What an error of an AWS call means for a request:
 * - passing: it may work the next time, so it never fails a stack;
 * - spreading: rights, credentials and host names take time to reach every place, so it has to last to count;
 * - disputed: App Runner says that the request is not valid, which it also says where the state of the service does not fit;
 * - look-again: App Runner says that what we saw is no longer so, or that the same call was made before;
 * - lasting: it will not go away by waiting.
 */
export type Trouble = 'passing' | 'spreading' | 'disputed' | 'look-again' | 'lasting';

const SPREADING = [
  'AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'ExpiredToken', 'ExpiredTokenException',
  'UnrecognizedClientException', 'InvalidClientTokenId', 'CredentialsProviderError',
];
const LOOK_AGAIN = ['InvalidStateException', 'ResourceNotFoundException'];

/** The parts of an SDK or Node error that matter here. */
interface ErrorShape { readonly name: string; readonly message: string; readonly code?: string }

export function troubleOf(error: ErrorShape): Trouble {
  if (LOOK_AGAIN.includes(error.name)) return 'look-again';
  if (error.name === 'InvalidRequestException') return 'disputed';
  if (SPREADING.includes(error.name) || isUnknownHost(error)) return 'spreading';
  if (isThrottlingError(error) || isServerError(error) || isTransientError(error) || isNetworkError(error)) return 'passing';
  return 'lasting';
}

/** Too many calls for the account's limit, whoever made them. */
export function isThrottling(error: ErrorShape): boolean {
  return isThrottlingError(error);
}

export function isUnknownHost(error: ErrorShape): boolean {
  return error.code === 'ENOTFOUND';
}

export function isMissingRight(error: ErrorShape): boolean {
  return ['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation'].includes(error.name);
}

/**
 * Node's own errors carry a system code; an answer of AWS carries none. What the SDK does not recognise as an error
 * it wraps in a nameless one: that never was an answer of AWS either.
 */
function isNetworkError(error: ErrorShape): boolean {
  return error.code !== undefined || error.name === 'TimeoutError' || error.name === 'AbortError'
    || error.message.startsWith('AWS SDK error wrapper for ');
}
