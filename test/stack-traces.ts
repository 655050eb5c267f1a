/** As many frames as Node itself keeps (jest's setupFilesAfterEnv): jest asks for a hundred, and the CDK and the handlers make many errors and traces that nobody reads. */
Error.stackTraceLimit = 10;
