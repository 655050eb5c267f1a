import type { ListOperationsResponse } from '@aws-sdk/client-apprunner';
import { Wire } from '../wire';
import type { ApiCall } from './api-call';
import { nextToken } from './next-token';

/** Newest first. The token counts from the oldest, so an operation that starts between two pages does not shift them. */
export function listOperations(call: ApiCall): Wire<ListOperationsResponse> {
  const { identity, operations } = call.service();
  const to = Math.min(call.input.nextToken() ?? operations.length, operations.length);
  const from = Math.max(to - call.input.maxResults(), 0);
  return {
    OperationSummaryList: operations.slice(from, to).reverse().map((operation) => operation.summary(identity.arn, call.now)),
    NextToken: from > 0 ? nextToken(from) : undefined,
  };
}
