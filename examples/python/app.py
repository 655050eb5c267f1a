from aws_cdk import App, CfnParameter, Duration, RemovalPolicy, Stack, TimeZone
from aws_cdk.aws_apprunner import CfnService
from aws_cdk.aws_cloudwatch import ComparisonOperator, TreatMissingData
from aws_cdk.aws_cloudwatch_actions import SnsAction
from aws_cdk.aws_logs import LogGroup, RetentionDays
from aws_cdk.aws_sns import Topic
from cdk_apprunner_state import (
    DesiredState,
    OnDelete,
    OnDrift,
    RunningHours,
    ServiceReference,
    ServiceState,
    ServiceStateProvider,
    SpecialDays,
)
from constructs import Construct


class ExampleStack(Stack):
    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)

        # What stands behind every ServiceState of this stack, logging to a group of our own.
        provider = ServiceStateProvider.get_or_create(
            self,
            log_group=LogGroup(
                self,
                "StateLogs",
                retention=RetentionDays.ONE_WEEK,
                removal_policy=RemovalPolicy.DESTROY,
            ),
        )

        # Paused by declaration, and again if somebody resumes it by hand.
        ServiceState(
            self,
            "PreviewState",
            service=self.hello_service("Preview"),
            desired_state=DesiredState.PAUSED,
            on_drift=OnDrift.CORRECT,
        )

        # Toggled by a parameter, without new code.
        staging_desired_state = CfnParameter(
            self,
            "StagingDesiredState",
            allowed_values=["RUNNING", "PAUSED"],
            default="RUNNING",
        )
        ServiceState(
            self,
            "StagingState",
            service=self.hello_service("Staging"),
            desired_state=DesiredState.of(staging_desired_state.value_as_string),
        )

        # Paused and resumed by people or other tools. A deployment leaves it as it was.
        ServiceState(
            self,
            "SandboxState",
            service=self.hello_service("Sandbox"),
            desired_state=DesiredState.AS_FOUND,
        )

        # Defined elsewhere, known by its ARN; it runs again when this stack is deleted.
        legacy_service_arn = CfnParameter(self, "LegacyServiceArn")
        ServiceState(
            self,
            "LegacyState",
            service=ServiceReference.from_service_arn(self, "Legacy", legacy_service_arn.value_as_string),
            desired_state=DesiredState.PAUSED,
            on_delete=OnDelete.RESUME,
        )

        # Running in office hours, which a parameter changes. A deployment follows each resume.
        intranet_hours = CfnParameter(self, "IntranetHours", default="Mon-Fri 08:00-18:00")
        office = RunningHours.weekly(
            intranet_hours.value_as_string,
            time_zone=TimeZone.EUROPE_BERLIN,
            special_days=[SpecialDays.paused("2026-12-24", "2027-01-01")],
        )
        intranet_state = ServiceState(
            self,
            "IntranetState",
            service=self.hello_service("Intranet"),
            desired_state=DesiredState.running_during(office),
            deploy_after_resume=True,
        )

        self.add_alarms(provider, intranet_state)

    def add_alarms(self, provider: ServiceStateProvider, state: ServiceState) -> None:
        alarms = [
            # A pause, resume or deployment does not work, or a right is missing.
            provider.metric_failed(period=Duration.minutes(15)).create_alarm(
                self,
                "Failed",
                threshold=1,
                evaluation_periods=1,
                comparison_operator=ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
                treat_missing_data=TreatMissingData.NOT_BREACHING,
            ),
            # The function itself fails.
            provider.metric_reconcile_errors(period=Duration.minutes(15)).create_alarm(
                self,
                "Errors",
                threshold=1,
                evaluation_periods=1,
                comparison_operator=ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
                treat_missing_data=TreatMissingData.NOT_BREACHING,
            ),
            # The heartbeat: nothing has looked for fifteen minutes.
            provider.metric_reconcile_invocations(period=Duration.minutes(15)).create_alarm(
                self,
                "Heartbeat",
                threshold=1,
                evaluation_periods=1,
                comparison_operator=ComparisonOperator.LESS_THAN_THRESHOLD,
                treat_missing_data=TreatMissingData.BREACHING,
            ),
            # Somebody changed the service by hand twelve hours ago, and may have forgotten it.
            state.metric_held(period=Duration.hours(1)).create_alarm(
                self,
                "HeldTooLong",
                threshold=1,
                evaluation_periods=12,
                comparison_operator=ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
                treat_missing_data=TreatMissingData.NOT_BREACHING,
            ),
        ]
        topic = Topic(self, "Alarms")
        for alarm in alarms:
            alarm.add_alarm_action(SnsAction(topic))

    def hello_service(self, construct_id: str) -> CfnService:
        return CfnService(
            self,
            construct_id,
            source_configuration=CfnService.SourceConfigurationProperty(
                auto_deployments_enabled=False,
                image_repository=CfnService.ImageRepositoryProperty(
                    image_identifier="public.ecr.aws/aws-containers/hello-app-runner:latest",
                    image_repository_type="ECR_PUBLIC",
                    image_configuration=CfnService.ImageConfigurationProperty(port="8000"),
                ),
            ),
        )


app = App()
ExampleStack(app, "AppRunnerStateExample")
app.synth()
