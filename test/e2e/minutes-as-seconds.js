/**
 * Loaded into the Lambda functions with NODE_OPTIONS: for the two that call App Runner a minute takes a second, so that
 * what lasts for minutes can be seen at once. All of them count from the same time. Sleeps are shortened, time-outs of
 * calls are not: a sleep hands the function that resolves its promise to setTimeout, which takes a value.
 * CloudFormation cuts a function's name at 64 characters, so a stack's name must not be longer than 12.
 */
const SPEED = 60;

if (/Provider(OnEvent|IsComplete)/.test(process.env.AWS_LAMBDA_FUNCTION_NAME ?? '')) {
  const origin = Number(process.env.CLOCK_ORIGIN);
  const now = Date.now;
  Date.now = () => origin + (now() - origin) * SPEED;

  const { setTimeout: realTimeout } = globalThis;
  globalThis.setTimeout = Object.assign(
    (callback, milliseconds, ...args) => realTimeout(callback, callback.length === 1 ? milliseconds / SPEED : milliseconds, ...args),
    realTimeout,
  );
}
