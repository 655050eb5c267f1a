package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapprunner"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-apprunner-state/cdk-apprunner-state-go/cdkapprunnerstate"
)

func newExampleStack(scope constructs.Construct, id string) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, nil)

	// What stands behind every ServiceState of this stack, logging to a group of our own.
	cdkapprunnerstate.ServiceStateProvider_GetOrCreate(stack, &cdkapprunnerstate.ServiceStateProviderProps{
		LogGroup: awslogs.NewLogGroup(stack, jsii.String("StateLogs"), &awslogs.LogGroupProps{
			Retention:     awslogs.RetentionDays_ONE_WEEK,
			RemovalPolicy: awscdk.RemovalPolicy_DESTROY,
		}),
	})

	// Paused by declaration.
	cdkapprunnerstate.NewServiceState(stack, jsii.String("PreviewState"), &cdkapprunnerstate.ServiceStateProps{
		Service:      newHelloService(stack, "Preview"),
		DesiredState: cdkapprunnerstate.DesiredState_PAUSED(),
	})

	// Toggled by a parameter, without new code.
	stagingDesiredState := awscdk.NewCfnParameter(stack, jsii.String("StagingDesiredState"), &awscdk.CfnParameterProps{
		AllowedValues: jsii.Strings("RUNNING", "PAUSED"),
		Default:       "RUNNING",
	})
	cdkapprunnerstate.NewServiceState(stack, jsii.String("StagingState"), &cdkapprunnerstate.ServiceStateProps{
		Service:      newHelloService(stack, "Staging"),
		DesiredState: cdkapprunnerstate.DesiredState_Of(stagingDesiredState.ValueAsString()),
	})

	// Defined elsewhere, known by its ARN; it runs again when this stack is deleted.
	legacyServiceArn := awscdk.NewCfnParameter(stack, jsii.String("LegacyServiceArn"), nil)
	cdkapprunnerstate.NewServiceState(stack, jsii.String("LegacyState"), &cdkapprunnerstate.ServiceStateProps{
		Service:      cdkapprunnerstate.ServiceReference_FromServiceArn(stack, jsii.String("Legacy"), legacyServiceArn.ValueAsString()),
		DesiredState: cdkapprunnerstate.DesiredState_PAUSED(),
		OnDelete:     cdkapprunnerstate.OnDelete_RESUME,
	})

	return stack
}

func newHelloService(scope constructs.Construct, id string) awsapprunner.CfnService {
	return awsapprunner.NewCfnService(scope, &id, &awsapprunner.CfnServiceProps{
		SourceConfiguration: &awsapprunner.CfnService_SourceConfigurationProperty{
			AutoDeploymentsEnabled: jsii.Bool(false),
			ImageRepository: &awsapprunner.CfnService_ImageRepositoryProperty{
				ImageIdentifier:     jsii.String("public.ecr.aws/aws-containers/hello-app-runner:latest"),
				ImageRepositoryType: jsii.String("ECR_PUBLIC"),
				ImageConfiguration: &awsapprunner.CfnService_ImageConfigurationProperty{
					Port: jsii.String("8000"),
				},
			},
		},
	})
}

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	newExampleStack(app, "AppRunnerStateExample")
	app.Synth(nil)
}
