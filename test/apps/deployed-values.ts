import type { SynthesizedStack, Template, TemplateParameter } from './assembly';

/**
 * The source of a value that is in no template: a parameter of a stack, an attribute of a deployed resource,
 * an export of a stack that is not in the app.
 */
export type Source = string;

/** The templates of an app as CloudFormation resolves them, with made-up values for what is in no template. */
export class DeployedValues {
  /** The sources of the values resolved so far. */
  readonly asked = new Set<Source>();

  /**
   * @param stacks all of the app
   * @param given values of sources; the others have one of their own
   */
  constructor(private readonly stacks: SynthesizedStack[], private readonly given: Record<Source, string> = {}) {}

  /** The value of a piece of template. What refers to a parameter without value, or to a secret, gets one too. */
  of(value: unknown, stack: SynthesizedStack): unknown {
    if (Array.isArray(value)) return value.map(inner => this.of(inner, stack)).filter(inner => inner !== NO_VALUE);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value as Record<string, unknown>);
    const [[name, argument] = ['', undefined]] = entries;
    if (entries.length === 1 && isFunction(name)) return call(name, argument, { values: this, stack, of: inner => this.of(inner, stack) });
    if (entries.length === 1 && name.startsWith('Fn::')) throw new Error(`No test app used ${name} so far: say here what it does.`);
    return Object.fromEntries(entries.map(([key, inner]) => [key, this.of(inner, stack)]).filter(([, inner]) => inner !== NO_VALUE));
  }

  holds(condition: string, stack: SynthesizedStack): boolean {
    const expression = stack.template.Conditions?.[condition];
    if (expression === undefined) throw new Error(`${stack.path} has no condition ${condition}`);
    return this.of(expression, stack) as boolean;
  }

  ref(logicalId: string, stack: SynthesizedStack): unknown {
    if (logicalId === 'AWS::NoValue') return NO_VALUE;
    if (logicalId.startsWith('AWS::')) return `the ${logicalId} of ${stack.path}`;
    const parameter = stack.template.Parameters?.[logicalId];
    if (!parameter) return this.attribute(logicalId, '', stack);
    if (stack.nestedIn) {
      const handedOver = nestedResource(stack).Properties?.Parameters as Record<string, unknown> | undefined;
      if (handedOver?.[logicalId] !== undefined) return this.of(handedOver[logicalId], stack.nestedIn.stack);
    }
    const text = this.from(`${stack.path} ${logicalId}`, parameter.Default);
    return isList(parameter) ? text.split(',') : text;
  }

  attribute(logicalId: string, attribute: string, stack: SynthesizedStack): unknown {
    const resource = stack.template.Resources[logicalId];
    if (!resource) throw new Error(`${stack.path} has no ${logicalId}, but asks for its '${attribute}'`);
    if (resource.Condition !== undefined && !this.holds(resource.Condition, stack)) {
      throw new Error(`${stack.path} asks for '${attribute}' of ${logicalId}, which does not exist under condition ${resource.Condition}`);
    }
    const nested = this.stacks.find(({ nestedIn }) => nestedIn?.stack === stack && nestedIn.logicalId === logicalId);
    if (nested && attribute.startsWith('Outputs.')) return this.of(outputs(nested.template)[attribute.slice('Outputs.'.length)].Value, nested);
    const exported = attribute.startsWith('/cdk/exports/') ? this.writtenTo(attribute) : undefined;
    return exported ?? this.from(`${stack.path} ${logicalId}${attribute && '.'}${attribute}`);
  }

  import(name: unknown, { region }: SynthesizedStack): unknown {
    for (const stack of this.stacks.filter(exporting => exporting.region === region)) {
      const output = Object.values(outputs(stack.template)).find(({ Export }) => Export && this.of(Export.Name, stack) === name);
      if (output) return this.of(output.Value, stack);
    }
    return this.from(`export ${String(name)}`);
  }

  output(name: string, stackName: unknown): unknown {
    const stack = this.stacks.find(producer => producer.stackName === stackName);
    return stack ? this.of(outputs(stack.template)[name].Value, stack) : this.from(`output ${name} of ${String(stackName)}`);
  }

  /** What the CDK's own resource puts into a parameter of another Region. */
  private writtenTo(parameterName: string): unknown {
    for (const stack of this.stacks) {
      for (const { Type, Properties } of Object.values(stack.template.Resources)) {
        if (Type !== 'Custom::CrossRegionExportWriter') continue;
        const { exports } = Properties?.WriterProps as { exports: Record<string, unknown> };
        if (parameterName in exports) return this.of(exports[parameterName], stack);
      }
    }
    return undefined;
  }

  private from(source: Source, otherwise: unknown = `the value of ${source}`): string {
    this.asked.add(source);
    return String(this.given[source] ?? otherwise);
  }
}

const NO_VALUE = Symbol('AWS::NoValue');

interface Context {
  readonly values: DeployedValues;
  readonly stack: SynthesizedStack;
  readonly of: (value: unknown) => unknown;
}

/** The argument of each intrinsic function, as templates have it. */
interface Arguments {
  'Ref': string;
  'Fn::GetAtt': string | [string, ...unknown[]];
  'Fn::Join': [separator: string, parts: unknown];
  'Fn::Split': [separator: string, text: unknown];
  'Fn::Select': [index: unknown, list: unknown];
  'Fn::Sub': string | [text: string, variables: Record<string, unknown>];
  'Fn::FindInMap': [map: unknown, first: unknown, second: unknown];
  'Fn::ImportValue': unknown;
  'Fn::GetStackOutput': { StackName: unknown; OutputName: string };
  'Fn::If': [condition: string, whenTrue: unknown, whenFalse: unknown];
  'Fn::Equals': [left: unknown, right: unknown];
  'Fn::Not': [condition: unknown];
  'Fn::And': unknown[];
  'Fn::Or': unknown[];
  'Condition': string;
  'Fn::GetAZs': unknown;
  'Fn::Base64': unknown;
  'Fn::Cidr': unknown[];
}

const FUNCTIONS: { readonly [Name in keyof Arguments]: (argument: Arguments[Name], context: Context) => unknown } = {
  'Ref': (logicalId, { values, stack }) => values.ref(logicalId, stack),
  'Fn::GetAtt': (argument, { values, stack, of }) => {
    const [logicalId, ...attribute] = typeof argument === 'string' ? argument.split('.') : argument;
    return values.attribute(logicalId, attribute.map(of).join('.'), stack);
  },
  'Fn::Join': ([separator, parts], { of }) => (of(parts) as unknown[]).map(String).join(separator),
  'Fn::Split': ([separator, text], { of }) => String(of(text)).split(separator),
  // What is split here has a value that was made up, and may have fewer parts than a real one.
  'Fn::Select': ([index, list], { of }) => (of(list) as unknown[])[Number(of(index))] ?? `part ${String(index)} of ${JSON.stringify(of(list))}`,
  'Fn::Sub': (argument, { values, stack, of }) => {
    const [text, variables] = typeof argument === 'string' ? [argument, {}] : argument;
    return text.replace(/\$\{([^!}][^}]*)\}/g, (_, written: string) => {
      const name = written.trim();
      if (Object.hasOwn(variables, name)) return String(of(variables[name]));
      const [logicalId, ...attribute] = name.split('.');
      return String(attribute.length ? values.attribute(logicalId, attribute.join('.'), stack) : values.ref(logicalId, stack));
    });
  },
  'Fn::FindInMap': (path, { stack, of }) => {
    const [map, first, second] = path.map(key => String(of(key)));
    // A key that the map lacks fails the deployment, so it makes no difference what it gives.
    return of(stack.template.Mappings?.[map][first]?.[second] ?? `nothing at ${first} of ${map}`);
  },
  'Fn::ImportValue': (name, { values, stack, of }) => values.import(of(name), stack),
  'Fn::GetStackOutput': ({ StackName, OutputName }, { values, of }) => values.output(OutputName, of(StackName)),
  'Fn::If': ([condition, whenTrue, whenFalse], { values, stack, of }) => of(values.holds(condition, stack) ? whenTrue : whenFalse),
  'Fn::Equals': ([left, right], { of }) => of(left) === of(right),
  'Fn::Not': ([condition], { of }) => !of(condition),
  'Fn::And': (conditions, { of }) => conditions.every(of),
  'Fn::Or': (conditions, { of }) => conditions.some(of),
  'Condition': (name, { values, stack }) => values.holds(name, stack),
  'Fn::GetAZs': (region, { of }) => [0, 1, 2].map(zone => `zone ${zone} of ${String(of(region))}`),
  'Fn::Base64': (text, { of }) => `base64 of ${String(of(text))}`,
  'Fn::Cidr': (argument, { of }) => [`blocks of ${JSON.stringify(of(argument))}`],
};

function isFunction(name: string): name is keyof Arguments {
  return Object.hasOwn(FUNCTIONS, name);
}

function call<Name extends keyof Arguments>(name: Name, argument: unknown, context: Context): unknown {
  return FUNCTIONS[name](argument as Arguments[Name], context);
}

function nestedResource({ nestedIn }: SynthesizedStack): { Properties?: Record<string, unknown> } {
  return nestedIn!.stack.template.Resources[nestedIn!.logicalId];
}

function outputs(template: Template): NonNullable<Template['Outputs']> {
  return template.Outputs ?? {};
}

function isList({ Type }: TemplateParameter): boolean {
  return Type === 'CommaDelimitedList' || Type.startsWith('List<');
}
