import type { PartHealth } from "../core/health.ts";
import { INTAKE, LIMITS, laneQueue, QUEUES } from "../core/topology.ts";
import type { Broker } from "../amqp/broker.ts";
import type { Consumer } from "../amqp/consumer.ts";
import type { Grant } from "../odoo/partitions.ts";
import { Intake } from "./intake.ts";
import { Receiver, type ReceiverParts } from "./receiver.ts";

export interface LanesOptions {
  readonly broker: Broker;
  readonly receiver: ReceiverParts;
  /** True while nobody else can have been given what is ours. */
  readonly isLeased: () => boolean;
  /** Odoo gave a lane of ours to another sidecar. */
  readonly onFenced: () => void;
  /** A lane has finished a drain. */
  readonly onDrained: () => void;
}

interface Held {
  readonly fence: number;
  readonly worker: Intake | Receiver;
  readonly consumer: Consumer;
}

/** The intake and the lanes that this sidecar holds, each with a consumer of its own. */
export class Lanes {
  readonly #options: LanesOptions;
  readonly #held = new Map<number, Held>();
  /** Those whose last batch is under way: still ours, until they are let go. */
  readonly #leaving = new Map<number, number>();
  #brought = 0;

  constructor(options: LanesOptions) {
    this.#options = options;
  }

  /**
   * Lets go of what is no longer ours, then takes up the rest. A new fence means that somebody
   * may have held it in between: it begins anew.
   * @returns whether anything was let go
   */
  async hold({ partitions, held, drain }: Grant): Promise<boolean> {
    const gone = [...this.#held].filter(([number, { fence }]) => held.get(number) !== fence);
    await Promise.all(gone.map(([number]) => this.#release(number)));
    if (held.size === 0) return gone.length > 0;
    await this.#options.broker.setPartitions(partitions);
    for (const [number, fence] of held) {
      if (!this.#held.has(number))
        this.#held.set(number, await this.#take(number, fence, partitions));
    }
    const intake = this.#held.get(INTAKE)?.worker;
    if (intake instanceof Intake) intake.drain(drain);
    return gone.length > 0;
  }

  /** What Odoo is told at each beat. */
  report(): {
    held: ReadonlyMap<number, number>;
    drained: ReadonlyMap<number, number>;
    eventsBrought: number;
  } {
    const held = [...this.#held].map(([number, { fence }]) => [number, fence] as const);
    return {
      held: new Map([...this.#leaving, ...held]),
      drained: new Map(
        [...this.#held].flatMap(([number, { worker }]) =>
          worker instanceof Receiver && worker.drained > 0 ? [[number, worker.drained]] : [],
        ),
      ),
      eventsBrought: this.#receivers().reduce((sum, { brought }) => sum + brought, this.#brought),
    };
  }

  health(): Record<string, PartHealth> {
    const reasons = [...this.#held.values()].flatMap(({ worker }) => worker.health().reason ?? []);
    return {
      receiver: reasons.length > 0 ? { ok: false, reason: reasons.join("; ") } : { ok: true },
    };
  }

  status(): Record<string, unknown> {
    const lanes = [...this.#held].flatMap(([lane, { worker }]) =>
      worker instanceof Receiver ? [[lane, worker.status()] as const] : [],
    );
    return { intake: this.#held.has(INTAKE), lanes: Object.fromEntries(lanes) };
  }

  /** Settles what is under way; the rest goes back to the queues. */
  async close(): Promise<void> {
    await Promise.all([...this.#held.keys()].map((number) => this.#release(number)));
  }

  async #take(number: number, fence: number, partitions: number): Promise<Held> {
    if (number === INTAKE) return this.#takeIntake(fence, partitions);
    const { broker, receiver: parts, onFenced, onDrained } = this.#options;
    const worker: Receiver = new Receiver({
      ...parts,
      lane: number,
      fence,
      onFenced,
      onDrained,
      pause: (reason) => consumer.pause(reason),
      resume: () => consumer.resume(),
    });
    const consumer = await broker.subscribe({
      queue: laneQueue(number),
      prefetch: LIMITS.prefetch,
      onDelivery: (delivery) => worker.accept(delivery),
      onLost: () => worker.forget(),
    });
    worker.start();
    return { fence, worker, consumer };
  }

  async #takeIntake(fence: number, partitions: number): Promise<Held> {
    const { broker, receiver, isLeased } = this.#options;
    const heldBy = (): string | undefined =>
      isLeased() ? broker.publishingHeldBy() : "the lease of the intake has run out";
    const worker = new Intake(partitions, { ...receiver, heldBy });
    const consumer = await broker.subscribe({
      queue: QUEUES.intake,
      prefetch: LIMITS.publishWindow,
      onDelivery: (delivery) => worker.accept(delivery),
      onLost: () => worker.forget(),
    });
    worker.start();
    return { fence, worker, consumer };
  }

  async #release(number: number): Promise<void> {
    const held = this.#held.get(number);
    if (!held) return;
    this.#held.delete(number);
    this.#leaving.set(number, held.fence);
    try {
      await held.consumer.cancel();
      await held.worker.close();
      await this.#options.broker.unsubscribe(held.consumer);
      if (held.worker instanceof Receiver) this.#brought += held.worker.brought;
    } finally {
      this.#leaving.delete(number);
    }
  }

  #receivers(): Receiver[] {
    return [...this.#held.values()].flatMap(({ worker }) =>
      worker instanceof Receiver ? [worker] : [],
    );
  }
}
