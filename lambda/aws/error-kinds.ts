import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';
import type { ErrorKind } from './aws-call-error';

const MISSING_RIGHT = ['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation'];
const CREDENTIALS = ['ExpiredToken', 'ExpiredTokenException', 'UnrecognizedClientException', 'InvalidClientTokenId', 'CredentialsProviderError'];
const OUTDATED = ['InvalidStateException', 'ResourceNotFoundException'];

/** The parts of an SDK or Node error that matter here. */
interface ErrorShape { readonly name: string; readonly message: string; readonly code?: string }

export function kindOf(error: ErrorShape): ErrorKind {
  if (isThrottlingError(error)) return 'throttled';
  if (OUTDATED.includes(error.name)) return 'outdated';
  if (error.name === 'InvalidRequestException') return 'invalid';
  if (isMissingRight(error) || CREDENTIALS.includes(error.name) || isUnknownHost(error)) return 'propagating';
  if (isServerError(error) || isTransientError(error) || isNetworkError(error)) return 'transient';
  return 'permanent';
}

export function isMissingRight(error: ErrorShape): boolean {
  return MISSING_RIGHT.includes(error.name);
}

export function isUnknownHost(error: ErrorShape): boolean {
  return error.code === 'ENOTFOUND';
}

/**
 * Node's own errors carry a system code. An answer of AWS carries none. What the SDK does not recognise as an error, it
 * wraps in a nameless one: that was no answer of AWS either.
 */
function isNetworkError(error: ErrorShape): boolean {
  return error.code !== undefined || error.name === 'TimeoutError' || error.name === 'AbortError'
    || error.message.startsWith('AWS SDK error wrapper for ');
}
