import type { Stack } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Build } from './cdk-nag-checks';
import { DesiredState, ServiceState, ServiceStateProvider } from '../../../src';
import type { OnDelete } from '../../../src';
import { imageService, importedService } from '../sample-services';

export const imported = (count: number, onDelete?: OnDelete): Build => stack => {
  for (let n = 0; n < count; n++) new ServiceState(stack, `State${n}`, { service: importedService(stack, n), desiredState: DesiredState.PAUSED, onDelete });
};
export const throughPause = (serviceName?: (stack: Stack) => string): Build => stack => {
  new ServiceState(stack, 'State', { service: imageService(stack, 'Shop', {}, { serviceName: serviceName?.(stack) }), desiredState: DesiredState.PAUSED });
};
export const withLogs = (arn: (stack: Stack) => string): Build => stack => {
  ServiceStateProvider.getOrCreate(stack, { logGroup: LogGroup.fromLogGroupArn(stack, 'Logs', arn(stack)) });
  throughPause()(stack);
};
