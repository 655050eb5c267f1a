import type { SynthesizedTemplate } from './synthesized';

type Template = SynthesizedTemplate & { readonly Parameters?: object; readonly Mappings?: object };

/** What Ref, Fn::GetAtt, Fn::Sub and DependsOn name that the template does not have: CloudFormation refuses it. */
export function unknownNames(template: SynthesizedTemplate): string[] {
  const { Parameters, Mappings } = template as Template;
  const known = new Set([Parameters, Mappings, template.Resources].flatMap(section => Object.keys(section ?? {})));
  const named = [...namesIn(template), ...Object.values(template.Resources).flatMap(({ DependsOn }) => DependsOn ?? [])];
  return [...new Set(named)].filter(name => !known.has(name) && !name.startsWith('AWS::'));
}

function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value as Record<string, unknown>).flatMap(([name, argument]) => {
    switch (name) {
      case 'Ref': return [String(argument)];
      case 'Fn::GetAtt': return [typeof argument === 'string' ? argument.split('.')[0] : String((argument as unknown[])[0])];
      case 'Fn::FindInMap': return [String((argument as unknown[])[0]), ...namesIn(argument)];
      case 'Fn::Sub': {
        const [text, variables] = Array.isArray(argument) ? argument as [string, object] : [String(argument), {}];
        const inText = [...text.matchAll(/\$\{([^!}.]+)(\.[^}]+)?\}/g)].map(match => match[1].trim());
        return [...inText.filter(inner => !Object.hasOwn(variables, inner)), ...namesIn(variables)];
      }
      default: return namesIn(argument);
    }
  });
}
