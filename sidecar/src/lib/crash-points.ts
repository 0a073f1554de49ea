import { appendFileSync } from "node:fs";

/** Where a test can ask the process to die without a chance to clean up. */
export type CrashPoint =
  | "after_fetch"
  | "after_publish"
  | "after_confirm"
  | "before_advance"
  | "after_advance"
  | "intake_published"
  | "intake_confirmed"
  | "after_consume"
  | "before_ingest"
  | "after_ingest"
  | "mid_ack"
  | "after_ack";

export const CRASH_POINTS: readonly CrashPoint[] = [
  "after_fetch",
  "after_publish",
  "after_confirm",
  "before_advance",
  "after_advance",
  "intake_published",
  "intake_confirmed",
  "after_consume",
  "before_ingest",
  "after_ingest",
  "mid_ack",
  "after_ack",
];

export interface CrashPlan {
  readonly point: CrashPoint;
  /** Dies at the n-th hit, 1 = the first. */
  readonly hit: number;
  /** File that gets one JSON line before the end: what was in flight when it happened. */
  readonly log: string | undefined;
}

/** Named points of the two pipelines; without a plan each is one comparison. */
export class CrashPoints {
  readonly #plan: CrashPlan | undefined;
  #hits = 0;

  constructor(plan: CrashPlan | undefined) {
    this.#plan = plan;
  }

  /** Dies here if this is the planned hit; `inFlight` = events neither acked nor advanced. */
  async reach(point: CrashPoint, inFlight: number): Promise<void> {
    const plan = this.#plan;
    if (plan?.point !== point) return;
    this.#hits += 1;
    if (this.#hits !== plan.hit) return;
    // The AMQP library writes to the socket on later turns of the loop; without these turns
    // "after publish" would mean "before anything left the process".
    for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
    if (plan.log) {
      const line = {
        point,
        hit: plan.hit,
        inFlight,
        pid: process.pid,
        at: new Date().toISOString(),
      };
      appendFileSync(plan.log, `${JSON.stringify(line)}\n`);
    }
    process.kill(process.pid, "SIGKILL");
    await new Promise(() => undefined);
  }
}
