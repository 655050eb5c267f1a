import { Stack } from 'aws-cdk-lib';
import { PermissionsBoundary, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { ServiceStateProvider } from '../provider/service-state-provider';

/**
 * The role with which EventBridge Scheduler invokes the function. The CDK's own target for a function would put it at the
 * stack, outside the permissions boundary of the provider.
 */
export function schedulerRole(scope: Construct, id: string, provider: ServiceStateProvider): Role {
  const stack = Stack.of(scope);
  const { _permissionsBoundary: permissionsBoundary } = provider;
  const role = new Role(scope, id, {
    permissionsBoundary, // the CDK does not apply an aspect to what another aspect adds
    description: 'Invokes the function that keeps App Runner services in the state that this stack declares',
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: {
        StringEquals: {
          'aws:SourceAccount': stack.account,
          'aws:SourceArn': stack.formatArn({ service: 'scheduler', resource: 'schedule-group', resourceName: 'default' }),
        },
      },
    }),
  });
  // Of two boundaries the nearer one counts, as in the provider.
  if (permissionsBoundary) PermissionsBoundary.of(role).apply(permissionsBoundary);
  role.addToPrincipalPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [provider._reconcileFunction().functionArn] }));
  return role;
}
