/** What apps may still use although a newer CDK warns of it. `npm run test:newest-cdk` lets every deprecation fail, which is meant for our own code. */
export function deprecated(use: () => void): void {
  const mode = process.env.JSII_DEPRECATED;
  process.env.JSII_DEPRECATED = 'quiet';
  try {
    use();
  } finally {
    if (mode === undefined) delete process.env.JSII_DEPRECATED;
    else process.env.JSII_DEPRECATED = mode;
  }
}
