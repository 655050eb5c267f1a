import type { CloudFormationResponse } from '../../../provider-framework/provider-request';
import { Deployment, DeploymentOptions } from '../../one-resource-stack';

/** The line that every reason ends with. */
export const LOGS = '\n\nLogs: /aws/lambda/FUNCTION\n';

/** With one name for both functions. */
export function reasonOf({ Reason }: CloudFormationResponse): string {
  return Reason.replace(/stack-StateProvider(OnEvent|IsComplete)/, 'FUNCTION');
}

export async function openWithShop(
  status: 'RUNNING' | 'PAUSED' | 'CREATE_FAILED' | 'DELETE_FAILED' = 'RUNNING', options: DeploymentOptions = {},
): Promise<{ stack: Deployment; arn: string; id: string }> {
  const stack = await Deployment.open(options);
  const arn = stack.simulator.addService({ name: 'shop', status });
  return { stack, arn, id: arn.split('/')[2] };
}
