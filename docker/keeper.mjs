// @ts-check
// Holds a stack in the background for `npm run stack -- up`, until SIGTERM. Writes "READY" when it is up.
import { Ending } from "./lib/ending.mjs";
import { Progress } from "./lib/progress.mjs";
import { readSettings } from "./lib/settings.mjs";
import { bringUp } from "./lib/stack.mjs";

const ending = new Ending();
try {
  await bringUp(readSettings(process.env), new Progress(), (instance) =>
    ending.before(() => instance.close()),
  );
  console.log("READY");
  await ending.signal;
} catch (error) {
  if (!ending.asked) {
    console.log(`FAILED ${/** @type {Error} */ (error).message}`);
    process.exitCode = 1;
  }
}
await ending.end();
process.exit();
