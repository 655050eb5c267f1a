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

/** The part of App Runner's API that is simulated. A handler answers or throws an AwsError. */
export const OPERATIONS: ReadonlyMap<string, (call: ApiCall) => object> = new Map<string, (call: ApiCall) => object>([
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
