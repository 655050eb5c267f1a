package com.example;

import software.amazon.awscdk.App;

public final class ExampleApp {
    private ExampleApp() {
    }

    public static void main(final String[] args) {
        App app = new App();
        new ExampleStack(app, "AppRunnerStateExample");
        app.synth();
    }
}
