/** Starts the stack that the files of a level share, unless `npm test` already did. */
import type { TestProject } from "vitest/node";

import { startInstance } from "../../docker/lib/instance.mjs";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of the running instance; `connectInstance` takes it. */
    instanceState: string;
  }
}

export default async function setup(project: TestProject): Promise<(() => Promise<void>) | void> {
  const running = process.env.TOWER_TEST_STATE;
  if (running) {
    project.provide("instanceState", running);
    return;
  }
  const instance = await startInstance({
    name: `alone-${process.pid}`,
    ephemeral: true,
    say: (line) => console.log(`stack: ${line}`),
  });
  project.provide("instanceState", instance.state);
  return () => instance.close();
}
