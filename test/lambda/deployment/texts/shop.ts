import { Deployment, DeploymentOptions } from '../../one-resource-stack';

/** The line that every reason ends with. */
export const LOGS = '\n\nLogs: /aws/lambda/stack-StateProvider\n';

export async function openWithShop(
  status: 'RUNNING' | 'PAUSED' | 'CREATE_FAILED' | 'DELETE_FAILED' = 'RUNNING', options: DeploymentOptions = {},
): Promise<{ stack: Deployment; arn: string; id: string }> {
  const stack = await Deployment.open(options);
  const arn = stack.simulator.addService({ name: 'shop', status });
  return { stack, arn, id: arn.split('/')[2] };
}
