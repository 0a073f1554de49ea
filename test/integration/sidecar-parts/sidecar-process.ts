/** The built sidecar as a process of its own, seen through HTTP and signals only. */
import { spawn, type ChildProcess } from "node:child_process";
import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { eventually } from "../../support/eventually.ts";

const MAIN = fileURLToPath(new URL("../../../sidecar/dist/main.js", import.meta.url));

export interface Ready {
  readonly ready: boolean;
  readonly reasons: { part: string; reason: string }[];
}

export class SidecarProcess {
  readonly log: Record<string, unknown>[] = [];
  private constructor(
    private readonly child: ChildProcess,
    private readonly key: Buffer,
    readonly exited: Promise<number | string>,
  ) {}

  static start(parts: {
    odooUrl: string;
    amqpUrl: string;
    env?: NodeJS.ProcessEnv;
  }): SidecarProcess {
    if (!existsSync(MAIN)) throw new Error(`${MAIN} is missing: npm run build -w sidecar`);
    const key = randomBytes(32);
    const child = spawn(process.execPath, [MAIN], {
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        PATH: process.env["PATH"],
        ODOO_URL: parts.odooUrl,
        ODOO_TOKEN: "sct_test",
        AMQP_URL: parts.amqpUrl,
        WEBHOOK_SECRETS: `whsec_${key.toString("base64")}`,
        ENVIRONMENT: "test",
        HTTP_PORT: "0",
        SIDECAR_NAME: "one",
        SWEEP_SECONDS: "60",
        ...parts.env,
      },
    });
    const exited = new Promise<number | string>((resolve) =>
      child.on("exit", (code, signal) => resolve(signal ?? code ?? -1)),
    );
    const sidecar = new SidecarProcess(child, key, exited);
    let rest = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) sidecar.log.push(JSON.parse(line) as Record<string, unknown>);
    });
    return sidecar;
  }

  /** Starts and waits until every part works. */
  static async ready(parts: Parameters<typeof SidecarProcess.start>[0]): Promise<SidecarProcess> {
    const sidecar = SidecarProcess.start(parts);
    await sidecar.becomesReady();
    return sidecar;
  }

  async becomesReady(within = 30_000): Promise<void> {
    await eventually("sidecar ready", async () => (await this.readiness()).ready, { within });
  }

  async readiness(): Promise<Ready> {
    return (await this.get("/health/ready")).json() as Promise<Ready>;
  }

  /** One metric's sum over its labels. */
  async metric(name: string): Promise<number> {
    const text = await (await this.get("/metrics")).text();
    return text
      .split("\n")
      .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
      .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" "))), 0);
  }

  /** A signed notification, as Odoo sends it. @returns the HTTP status */
  async notify(): Promise<number> {
    const id = `msg_${randomUUID()}`;
    const timestamp = String(Math.floor(Date.now() / 1000));
    const body = JSON.stringify({ type: "stock.events.available" });
    const signature = createHmac("sha256", this.key).update(`${id}.${timestamp}.${body}`);
    const response = await fetch(`${await this.url()}/webhooks/odoo`, {
      method: "POST",
      body,
      headers: {
        "webhook-id": id,
        "webhook-timestamp": timestamp,
        "webhook-signature": `v1,${signature.digest("base64")}`,
      },
    });
    return response.status;
  }

  /** @returns exit code, or the signal that ended it */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<number | string> {
    this.child.kill(signal);
    return this.exited;
  }

  private async get(path: string): Promise<Response> {
    return fetch(`${await this.url()}${path}`);
  }

  private async url(): Promise<string> {
    const port = await eventually("sidecar serves", () => {
      if (this.child.exitCode !== null) throw new Error(`exited with ${this.child.exitCode}`);
      return this.log.find(({ msg }) => msg === "serving")?.["port"];
    });
    return `http://127.0.0.1:${port as number}`;
  }
}
