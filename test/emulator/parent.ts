/** A Node process that starts an emulator, says what must be gone later, and then waits to be killed. */
import { Emulator } from '../../emulator/emulator';

async function main(): Promise<void> {
  const emulator = await Emulator.start({ simulatorUrl: 'http://127.0.0.1:9' });
  process.stdout.write(`${JSON.stringify({ ...emulator.traces, url: emulator.url, log: emulator.log })}\n`);
  setInterval(() => undefined, 1000);
}

void main();
