from aws_cdk import App, CfnParameter, RemovalPolicy, Stack
from aws_cdk.aws_apprunner import CfnService
from aws_cdk.aws_logs import LogGroup, RetentionDays
from cdk_apprunner_state import DesiredState, OnDelete, ServiceReference, ServiceState, ServiceStateProvider
from constructs import Construct


class ExampleStack(Stack):
    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)

        # What stands behind every ServiceState of this stack, logging to a group of our own.
        ServiceStateProvider.get_or_create(
            self,
            log_group=LogGroup(
                self,
                "StateLogs",
                retention=RetentionDays.ONE_WEEK,
                removal_policy=RemovalPolicy.DESTROY,
            ),
        )

        # Paused by declaration.
        ServiceState(
            self,
            "PreviewState",
            service=self.hello_service("Preview"),
            desired_state=DesiredState.PAUSED,
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

        # Defined elsewhere, known by its ARN; it runs again when this stack is deleted.
        legacy_service_arn = CfnParameter(self, "LegacyServiceArn")
        ServiceState(
            self,
            "LegacyState",
            service=ServiceReference.from_service_arn(self, "Legacy", legacy_service_arn.value_as_string),
            desired_state=DesiredState.PAUSED,
            on_delete=OnDelete.RESUME,
        )

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
