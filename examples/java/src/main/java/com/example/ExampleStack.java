package com.example;

import io.github.cdkapprunnerstate.DesiredState;
import io.github.cdkapprunnerstate.OnDelete;
import io.github.cdkapprunnerstate.OnDrift;
import io.github.cdkapprunnerstate.RunningHours;
import io.github.cdkapprunnerstate.RunningHoursOptions;
import io.github.cdkapprunnerstate.ServiceReference;
import io.github.cdkapprunnerstate.ServiceState;
import io.github.cdkapprunnerstate.ServiceStateProvider;
import io.github.cdkapprunnerstate.ServiceStateProviderProps;
import io.github.cdkapprunnerstate.SpecialDays;
import java.util.List;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.TimeZone;
import software.amazon.awscdk.services.apprunner.CfnService;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.CreateAlarmOptions;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

public class ExampleStack extends Stack {
    public ExampleStack(final Construct scope, final String id) {
        super(scope, id);

        // What stands behind every ServiceState of this stack, logging to a group of our own.
        ServiceStateProvider provider = ServiceStateProvider.getOrCreate(this, ServiceStateProviderProps.builder()
                .logGroup(LogGroup.Builder.create(this, "StateLogs")
                        .retention(RetentionDays.ONE_WEEK)
                        .removalPolicy(RemovalPolicy.DESTROY)
                        .build())
                .build());

        // Paused by declaration, and again if somebody resumes it by hand.
        ServiceState.Builder.create(this, "PreviewState")
                .service(helloService("Preview"))
                .desiredState(DesiredState.PAUSED)
                .onDrift(OnDrift.CORRECT)
                .build();

        // Toggled by a parameter, without new code.
        CfnParameter stagingDesiredState = CfnParameter.Builder.create(this, "StagingDesiredState")
                .allowedValues(List.of("RUNNING", "PAUSED"))
                .defaultValue("RUNNING")
                .build();
        ServiceState.Builder.create(this, "StagingState")
                .service(helloService("Staging"))
                .desiredState(DesiredState.of(stagingDesiredState.getValueAsString()))
                .build();

        // Paused and resumed by people or other tools. A deployment leaves it as it was.
        ServiceState.Builder.create(this, "SandboxState")
                .service(helloService("Sandbox"))
                .desiredState(DesiredState.AS_FOUND)
                .build();

        // Defined elsewhere, known by its ARN; it runs again when this stack is deleted.
        CfnParameter legacyServiceArn = CfnParameter.Builder.create(this, "LegacyServiceArn").build();
        ServiceState.Builder.create(this, "LegacyState")
                .service(ServiceReference.fromServiceArn(this, "Legacy", legacyServiceArn.getValueAsString()))
                .desiredState(DesiredState.PAUSED)
                .onDelete(OnDelete.RESUME)
                .build();

        // Running in office hours, which a parameter changes. A deployment follows each resume.
        CfnParameter intranetHours = CfnParameter.Builder.create(this, "IntranetHours")
                .defaultValue("Mon-Fri 08:00-18:00")
                .build();
        RunningHours office = RunningHours.weekly(intranetHours.getValueAsString(), RunningHoursOptions.builder()
                .timeZone(TimeZone.EUROPE_BERLIN)
                .specialDays(List.of(SpecialDays.paused("2026-12-24", "2027-01-01")))
                .build());
        ServiceState intranetState = ServiceState.Builder.create(this, "IntranetState")
                .service(helloService("Intranet"))
                .desiredState(DesiredState.runningDuring(office))
                .deployAfterResume(true)
                .build();

        addAlarms(provider, intranetState);
    }

    private void addAlarms(final ServiceStateProvider provider, final ServiceState state) {
        List<Alarm> alarms = List.of(
                // A pause, resume or deployment does not work, or a right is missing.
                provider.metricFailed(MetricOptions.builder().period(Duration.minutes(15)).build())
                        .createAlarm(this, "Failed", CreateAlarmOptions.builder()
                                .threshold(1)
                                .evaluationPeriods(1)
                                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                                .treatMissingData(TreatMissingData.NOT_BREACHING)
                                .build()),

                // The function itself fails.
                provider.metricReconcileErrors(MetricOptions.builder().period(Duration.minutes(15)).build())
                        .createAlarm(this, "Errors", CreateAlarmOptions.builder()
                                .threshold(1)
                                .evaluationPeriods(1)
                                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                                .treatMissingData(TreatMissingData.NOT_BREACHING)
                                .build()),

                // The heartbeat: nothing has looked for fifteen minutes.
                provider.metricReconcileInvocations(MetricOptions.builder().period(Duration.minutes(15)).build())
                        .createAlarm(this, "Heartbeat", CreateAlarmOptions.builder()
                                .threshold(1)
                                .evaluationPeriods(1)
                                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                                .treatMissingData(TreatMissingData.BREACHING)
                                .build()),

                // Somebody changed the service by hand twelve hours ago, and may have forgotten it.
                state.metricHeld(MetricOptions.builder().period(Duration.hours(1)).build())
                        .createAlarm(this, "HeldTooLong", CreateAlarmOptions.builder()
                                .threshold(1)
                                .evaluationPeriods(12)
                                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                                .treatMissingData(TreatMissingData.NOT_BREACHING)
                                .build()));
        Topic topic = new Topic(this, "Alarms");
        for (Alarm alarm : alarms) {
            alarm.addAlarmAction(new SnsAction(topic));
        }
    }

    private CfnService helloService(final String id) {
        return CfnService.Builder.create(this, id)
                .sourceConfiguration(CfnService.SourceConfigurationProperty.builder()
                        .autoDeploymentsEnabled(false)
                        .imageRepository(CfnService.ImageRepositoryProperty.builder()
                                .imageIdentifier("public.ecr.aws/aws-containers/hello-app-runner:latest")
                                .imageRepositoryType("ECR_PUBLIC")
                                .imageConfiguration(CfnService.ImageConfigurationProperty.builder().port("8000").build())
                                .build())
                        .build())
                .build();
    }
}
