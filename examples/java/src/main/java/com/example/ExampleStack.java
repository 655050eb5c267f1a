package com.example;

import io.github.cdkapprunnerstate.DesiredState;
import io.github.cdkapprunnerstate.OnDelete;
import io.github.cdkapprunnerstate.ServiceReference;
import io.github.cdkapprunnerstate.ServiceState;
import io.github.cdkapprunnerstate.ServiceStateProvider;
import io.github.cdkapprunnerstate.ServiceStateProviderProps;
import java.util.List;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.apprunner.CfnService;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

public class ExampleStack extends Stack {
    public ExampleStack(final Construct scope, final String id) {
        super(scope, id);

        // What stands behind every ServiceState of this stack, logging to a group of our own.
        ServiceStateProvider.getOrCreate(this, ServiceStateProviderProps.builder()
                .logGroup(LogGroup.Builder.create(this, "StateLogs")
                        .retention(RetentionDays.ONE_WEEK)
                        .removalPolicy(RemovalPolicy.DESTROY)
                        .build())
                .build());

        // Paused by declaration.
        ServiceState.Builder.create(this, "PreviewState")
                .service(helloService("Preview"))
                .desiredState(DesiredState.PAUSED)
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

        // Defined elsewhere, known by its ARN; it runs again when this stack is deleted.
        CfnParameter legacyServiceArn = CfnParameter.Builder.create(this, "LegacyServiceArn").build();
        ServiceState.Builder.create(this, "LegacyState")
                .service(ServiceReference.fromServiceArn(this, "Legacy", legacyServiceArn.getValueAsString()))
                .desiredState(DesiredState.PAUSED)
                .onDelete(OnDelete.RESUME)
                .build();
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
