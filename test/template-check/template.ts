/** A CloudFormation template, as far as the check looks into one. */
export interface Template {
  readonly Parameters?: Record<string, unknown>;
  readonly Mappings?: Record<string, unknown>;
  readonly Conditions?: Record<string, unknown>;
  readonly Rules?: Record<string, unknown>;
  readonly Resources?: Record<string, Resource>;
  readonly Outputs?: Record<string, unknown>;
}

export interface Resource {
  readonly Type?: string;
  readonly Condition?: unknown;
  readonly DependsOn?: unknown;
}

/** A template and what wrote it. */
export interface NamedTemplate {
  /** Such as the test, the app and the stack; every finding begins with it. */
  readonly name: string;
  readonly template: object;
}

/** Something in a template that CloudFormation would refuse. */
export interface Finding {
  /** A path such as `Resources/State/Properties/ServiceArn`. */
  readonly place: string;
  /** The rule that is broken: an identifier of cfn-lint's, or one of ours. */
  readonly rule: string;
  readonly message: string;
}
