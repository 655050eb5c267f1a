import type { ApiCall } from './api-call';
import { createService } from './create-service';
import { deleteService } from './delete-service';
import { describeService } from './describe-service';
import { listOperations } from './list-operations';
import { listServices } from './list-services';
import { pauseService, resumeService } from './pause-and-resume';
import { startDeployment } from './start-deployment';
import { listTagsForResource, tagResource, untagResource } from './tags';
import { updateService } from './update-service';

/** Answers or throws an AwsError. */
export type Handler = (call: ApiCall) => object;

/** The part of App Runner's API that is simulated. */
export const OPERATIONS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['CreateService', createService],
  ['DeleteService', deleteService],
  ['DescribeService', describeService],
  ['ListOperations', listOperations],
  ['ListServices', listServices],
  ['ListTagsForResource', listTagsForResource],
  ['PauseService', pauseService],
  ['ResumeService', resumeService],
  ['StartDeployment', startDeployment],
  ['TagResource', tagResource],
  ['UntagResource', untagResource],
  ['UpdateService', updateService],
]);
