import type { ListServicesResponse } from '@aws-sdk/client-apprunner';
import { Wire } from '../wire';
import type { ApiCall } from './api-call';
import { nextToken } from './next-token';
import { serviceSummary } from './service-shape';

/**
 * Pages are cut before the services that are gone are taken out, so a page can be short, or even empty, while NextToken is set:
 * that is how the real API looks from outside. Services that were deleted lately are listed.
 */
export function listServices(call: ApiCall): Wire<ListServicesResponse> {
  const { input, now, region, surroundings: { account } } = call;
  const records = account.recordsIn(region);
  const from = input.nextToken() ?? 0;
  const to = from + input.maxResults();
  return {
    ServiceSummaryList: records.slice(from, to).filter((service) => !service.isGone(now)).map(serviceSummary),
    NextToken: to < records.length ? nextToken(to) : undefined,
  };
}
