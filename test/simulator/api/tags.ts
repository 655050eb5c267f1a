import type { ListTagsForResourceResponse, Tag, TagResourceResponse, UntagResourceResponse } from '@aws-sdk/client-apprunner';
import { resourceNotFound, validationError } from '../aws-error';
import type { SimulatedService } from '../service';
import { Wire } from '../wire';
import type { ApiCall } from './api-call';

export function tagResource(call: ApiCall): Wire<TagResourceResponse> {
  const { tags } = existing(call);
  const given = call.input.list<Tag>('Tags');
  if (given.some(({ Key }) => !Key || Key.startsWith('aws:'))) {
    throw validationError("Value at 'tags' failed to satisfy constraint: a key must not be empty and must not start with aws:");
  }
  given.forEach(({ Key = '', Value = '' }) => tags.set(Key, Value));
  return {};
}

export function untagResource(call: ApiCall): Wire<UntagResourceResponse> {
  const { tags } = existing(call);
  call.input.list<string>('TagKeys').forEach((key) => tags.delete(key));
  return {};
}

export function listTagsForResource(call: ApiCall): Wire<ListTagsForResourceResponse> {
  return { Tags: [...existing(call).tags].map(([Key, Value]) => ({ Key, Value })) };
}

/** A deleted service can still be described, but it is no resource any more. */
function existing(call: ApiCall): SimulatedService {
  const service = call.service('ResourceArn');
  if (service.status === 'DELETED') {
    throw resourceNotFound(service.identity.arn);
  }
  return service;
}
