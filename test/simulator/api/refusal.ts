import type { OperationType } from '@aws-sdk/client-apprunner';
import { invalidState } from '../aws-error';
import type { SimulatedService } from '../service';

/**
 * The text is recorded for UpdateService on a busy service; those of the other operations are not known.
 * A client has to go by the error's name anyway.
 */
export function refuseUnlessItCanStart(type: OperationType, service: SimulatedService): void {
  if (!service.canStart(type)) {
    throw invalidState(`Service cannot be updated in the current state: ${service.status}`);
  }
}
