/** The errors of App Runner's own API model; every other name is an error that all AWS services share. */
const MODELLED = new Set([
  'InternalServiceErrorException',
  'InvalidRequestException',
  'InvalidStateException',
  'ResourceNotFoundException',
  'ServiceQuotaExceededException',
]);

/** An answer with an error in it. */
export class AwsError extends Error {
  constructor(readonly name: string, readonly status: number, message: string) {
    super(message);
  }

  /** Modelled errors carry `Message`, shared ones `message`, as AWS has it. */
  get body(): object {
    return MODELLED.has(this.name)
      ? { __type: `com.amazonaws.apprunner#${this.name}`, Message: this.message }
      : { __type: `com.amazon.coral.service#${this.name}`, message: this.message };
  }
}

export const invalidRequest = (message: string) => new AwsError('InvalidRequestException', 400, message);
export const invalidState = (message: string) => new AwsError('InvalidStateException', 400, message);
export const resourceNotFound = (arn: string) =>
  new AwsError('ResourceNotFoundException', 400, `Service with the provided ARN does not exist: ${arn}`);
export const internalServiceError = () =>
  new AwsError('InternalServiceErrorException', 500, 'An unexpected service exception occurred.');
export const throttling = () => new AwsError('ThrottlingException', 400, 'Rate exceeded');
export const validationError = (message: string) =>
  new AwsError('ValidationException', 400, `1 validation error detected: ${message}`);
export const malformed = (message: string) => new AwsError('SerializationException', 400, message);
export const unknownOperation = (operation: string) =>
  new AwsError('UnknownOperationException', 400, `The operation is unknown here: ${operation}`);
export const missingAuthentication = () =>
  new AwsError('MissingAuthenticationTokenException', 403, 'Missing Authentication Token');
export const accessDenied = (accountId: string, operation: string, resource: string) =>
  new AwsError('AccessDeniedException', 400,
    `User: arn:aws:sts::${accountId}:assumed-role/simulated/session is not authorized to perform: apprunner:${operation}` +
    ` on resource: ${resource} because no identity-based policy allows the apprunner:${operation} action`);
