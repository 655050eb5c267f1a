package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapprunner"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatchactions"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-apprunner-state/cdk-apprunner-state-go/cdkapprunnerstate"
)

func newExampleStack(scope constructs.Construct, id string) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, nil)

	// What stands behind every ServiceState of this stack, logging to a group of our own.
	provider := cdkapprunnerstate.ServiceStateProvider_GetOrCreate(stack, &cdkapprunnerstate.ServiceStateProviderProps{
		LogGroup: awslogs.NewLogGroup(stack, jsii.String("StateLogs"), &awslogs.LogGroupProps{
			Retention:     awslogs.RetentionDays_ONE_WEEK,
			RemovalPolicy: awscdk.RemovalPolicy_DESTROY,
		}),
	})

	// Paused by declaration, and again if somebody resumes it by hand.
	cdkapprunnerstate.NewServiceState(stack, jsii.String("PreviewState"), &cdkapprunnerstate.ServiceStateProps{
		Service:      newHelloService(stack, "Preview"),
		DesiredState: cdkapprunnerstate.DesiredState_PAUSED(),
		OnDrift:      cdkapprunnerstate.OnDrift_CORRECT,
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

	// Paused and resumed by people or other tools. A deployment leaves it as it was.
	cdkapprunnerstate.NewServiceState(stack, jsii.String("SandboxState"), &cdkapprunnerstate.ServiceStateProps{
		Service:      newHelloService(stack, "Sandbox"),
		DesiredState: cdkapprunnerstate.DesiredState_AS_FOUND(),
	})

	// Defined elsewhere, known by its ARN; it runs again when this stack is deleted.
	legacyServiceArn := awscdk.NewCfnParameter(stack, jsii.String("LegacyServiceArn"), nil)
	cdkapprunnerstate.NewServiceState(stack, jsii.String("LegacyState"), &cdkapprunnerstate.ServiceStateProps{
		Service:      cdkapprunnerstate.ServiceReference_FromServiceArn(stack, jsii.String("Legacy"), legacyServiceArn.ValueAsString()),
		DesiredState: cdkapprunnerstate.DesiredState_PAUSED(),
		OnDelete:     cdkapprunnerstate.OnDelete_RESUME,
	})

	// Running in office hours, which a parameter changes. A deployment follows each resume.
	intranetHours := awscdk.NewCfnParameter(stack, jsii.String("IntranetHours"), &awscdk.CfnParameterProps{
		Default: "Mon-Fri 08:00-18:00",
	})
	office := cdkapprunnerstate.RunningHours_Weekly(intranetHours.ValueAsString(), &cdkapprunnerstate.RunningHoursOptions{
		TimeZone: awscdk.TimeZone_EUROPE_BERLIN(),
		SpecialDays: &[]cdkapprunnerstate.SpecialDays{
			cdkapprunnerstate.SpecialDays_Paused(jsii.String("2026-12-24"), jsii.String("2027-01-01")),
		},
	})
	intranetState := cdkapprunnerstate.NewServiceState(stack, jsii.String("IntranetState"), &cdkapprunnerstate.ServiceStateProps{
		Service:           newHelloService(stack, "Intranet"),
		DesiredState:      cdkapprunnerstate.DesiredState_RunningDuring(office),
		DeployAfterResume: jsii.Bool(true),
	})

	addAlarms(stack, provider, intranetState)

	return stack
}

func addAlarms(stack awscdk.Stack, provider cdkapprunnerstate.ServiceStateProvider, state cdkapprunnerstate.ServiceState) {
	alarms := []awscloudwatch.Alarm{
		// A pause, resume or deployment does not work, or a right is missing.
		provider.MetricFailed(&awscloudwatch.MetricOptions{
			Period: awscdk.Duration_Minutes(jsii.Number(15)),
		}).CreateAlarm(stack, jsii.String("Failed"), &awscloudwatch.CreateAlarmOptions{
			Threshold:          jsii.Number(1),
			EvaluationPeriods:  jsii.Number(1),
			ComparisonOperator: awscloudwatch.ComparisonOperator_GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
			TreatMissingData:   awscloudwatch.TreatMissingData_NOT_BREACHING,
		}),

		// The function itself fails.
		provider.MetricReconcileErrors(&awscloudwatch.MetricOptions{
			Period: awscdk.Duration_Minutes(jsii.Number(15)),
		}).CreateAlarm(stack, jsii.String("Errors"), &awscloudwatch.CreateAlarmOptions{
			Threshold:          jsii.Number(1),
			EvaluationPeriods:  jsii.Number(1),
			ComparisonOperator: awscloudwatch.ComparisonOperator_GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
			TreatMissingData:   awscloudwatch.TreatMissingData_NOT_BREACHING,
		}),

		// The heartbeat: nothing has looked for fifteen minutes.
		provider.MetricReconcileInvocations(&awscloudwatch.MetricOptions{
			Period: awscdk.Duration_Minutes(jsii.Number(15)),
		}).CreateAlarm(stack, jsii.String("Heartbeat"), &awscloudwatch.CreateAlarmOptions{
			Threshold:          jsii.Number(1),
			EvaluationPeriods:  jsii.Number(1),
			ComparisonOperator: awscloudwatch.ComparisonOperator_LESS_THAN_THRESHOLD,
			TreatMissingData:   awscloudwatch.TreatMissingData_BREACHING,
		}),

		// Somebody changed the service by hand twelve hours ago, and may have forgotten it.
		state.MetricHeld(&awscloudwatch.MetricOptions{
			Period: awscdk.Duration_Hours(jsii.Number(1)),
		}).CreateAlarm(stack, jsii.String("HeldTooLong"), &awscloudwatch.CreateAlarmOptions{
			Threshold:          jsii.Number(1),
			EvaluationPeriods:  jsii.Number(12),
			ComparisonOperator: awscloudwatch.ComparisonOperator_GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
			TreatMissingData:   awscloudwatch.TreatMissingData_NOT_BREACHING,
		}),
	}
	topic := awssns.NewTopic(stack, jsii.String("Alarms"), nil)
	for _, alarm := range alarms {
		alarm.AddAlarmAction(awscloudwatchactions.NewSnsAction(topic))
	}
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
