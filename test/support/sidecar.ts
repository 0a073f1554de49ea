/** The sidecar as an operator handles it: started, asked for its health, killed. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

import type { Child, Instance } from "../../docker/lib/instance.mjs";
import { eventually } from "./eventually.ts";

const BUNDLE = fileURLToPath(new URL("../../sidecar/dist/main.js", import.meta.url));

export class Sidecar {
  #child: Child | null = null;
  readonly url: string;

  /** @param name names its process and log; `env` is all the configuration it gets */
  constructor(
    private readonly instance: Instance,
    readonly name: string,
    readonly env: Record<string, string>,
  ) {
    this.url = `http://127.0.0.1:${env.HTTP_PORT ?? ""}`;
  }

  get running(): boolean {
    return this.#child?.running ?? false;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** @param env added to its configuration for this start only */
  async launch(env: Record<string, string> = {}): Promise<Child> {
    if (!existsSync(BUNDLE)) {
      throw new Error(`${BUNDLE} is missing: npm run build -w sidecar`);
    }
    this.#child = await this.instance.start({
      name: `sidecar-${this.name}`,
      argv: [process.execPath, BUNDLE],
      env: { SWEEP_SECONDS: "1", LOG_LEVEL: "info", ...this.env, ...env },
    });
    return this.#child;
  }

  /** Launches and waits until it moves events both ways. */
  async start(env: Record<string, string> = {}): Promise<void> {
    const child = await this.launch(env);
    await eventually(`sidecar ready (its log: ${child.log})`, async () => {
      if (!child.running) return false;
      const answer = await fetch(`${this.url}/health/ready`);
      if (!answer.ok) throw new Error(await answer.text());
      return true;
    });
  }

  /** Runs one of its commands to the end, beside the serving process. */
  command(name: string, env: Record<string, string> = {}) {
    return this.instance.run({
      argv: [process.execPath, BUNDLE, name],
      env: { ...this.env, ...env },
    });
  }

  /** What it says of itself; undefined while it cannot be reached. */

  status(): Promise<any> {
    return fetch(`${this.url}/status`).then(
      (answer) => answer.json(),
      () => undefined,
    );
  }

  /** Freezes it where it is; nothing of it moves until it is killed or continued. */
  async freeze(): Promise<boolean> {
    return this.instance.control.call("signal", {
      name: `sidecar-${this.name}`,
      signal: "SIGSTOP",
    });
  }

  /** Lets a frozen one go on. */
  async thaw(): Promise<boolean> {
    return this.instance.control.call("signal", {
      name: `sidecar-${this.name}`,
      signal: "SIGCONT",
    });
  }

  async kill(): Promise<void> {
    await this.#child?.kill("SIGKILL");
  }

  async stop(): Promise<void> {
    await this.#child?.stop();
  }
}
