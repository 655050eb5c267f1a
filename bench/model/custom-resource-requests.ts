import type { LambdaPlatform } from './lambda-platform';
import { sleep } from './virtual-time';

const STACK_ID = 'arn:aws:cloudformation:us-east-1:123456789012:stack/bench/00000000-0000-0000-0000-000000000000';

export interface CustomResourceRequest {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ResourceType: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
  readonly OldResourceProperties?: Readonly<Record<string, unknown>>;
}

export interface CustomResourceResponse {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason: string;
  readonly RequestId: string;
  readonly PhysicalResourceId: string;
  readonly Data?: Record<string, unknown>;
}

/** CloudFormation's requests to the functions of custom resources, and their answers. */
export class CustomResourceRequests {
  private readonly open = new Map<string, (response: CustomResourceResponse) => void>();
  private sent = 0;

  async send(lambda: LambdaPlatform, request: CustomResourceRequest): Promise<CustomResourceResponse> {
    const RequestId = `request-${this.sent++}`;
    const { ServiceToken, ServiceTimeout } = request.ResourceProperties as { ServiceToken: string; ServiceTimeout?: string };
    const failed = (Reason: string): CustomResourceResponse =>
      ({ Status: 'FAILED', Reason, RequestId, PhysicalResourceId: request.PhysicalResourceId ?? RequestId });
    const answer = new Promise<CustomResourceResponse>(resolve => this.open.set(RequestId, resolve));
    const event = { ...request, RequestId, StackId: STACK_ID, ServiceToken, ResponseURL: 'https://cloudformation/answer?secret' };
    const run = async (): Promise<CustomResourceResponse> => {
      const { payload, failed: crashed } = await lambda.invokeByEvent(ServiceToken, JSON.stringify(event));
      if (crashed) return failed(payload);
      const { PhysicalResourceId } = (JSON.parse(payload) ?? {}) as { PhysicalResourceId?: string };
      // AwsCustomResource has no framework before it, and here its function simply returns its answer.
      return PhysicalResourceId === undefined ? answer : { Status: 'SUCCESS', Reason: '', RequestId, PhysicalResourceId };
    };
    const limit = Number(ServiceTimeout ?? 3600);
    return Promise.race([run(), sleep(limit).then(() => failed(`no answer within ${limit} s`))]);
  }

  answered(body: string): void {
    const response = JSON.parse(body) as CustomResourceResponse;
    this.open.get(response.RequestId)?.(response);
  }
}
