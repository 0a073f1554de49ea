import { connect, type ChannelModel } from "amqplib";
import { backoffMs, RECONNECT } from "../core/backoff.ts";
import type { PartHealth } from "../core/health.ts";
import { sleep } from "../lib/sleep.ts";
import { errorFields, redactUrl, type Logger } from "../observability/logger.ts";
import type { Metrics } from "../observability/metrics.ts";
import { closed } from "./closed.ts";

/** A dead peer is noticed within two beats. */
const HEARTBEAT_SECONDS = 10;
const CONNECT_TIMEOUT_MS = 10_000;

export interface ConnectionOptions {
  /** Nodes of one cluster; after a loss the next one is tried. */
  readonly urls: readonly string[];
  /** `publisher` or `consumer`: apart, because a blocked publisher must not stop acks. */
  readonly link: string;
  /** Shown in the broker's connection list. */
  readonly name: string;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Opens what lives on the connection; when it throws, the connection is tried again. */
  readonly onOpen: (model: ChannelModel) => Promise<void>;
  /** The connection and everything on it is gone. */
  readonly onLost: () => void;
}

/** One connection that comes back by itself until it is closed. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #stop = new AbortController();
  #model: ChannelModel | undefined;
  #running: Promise<void> | undefined;
  #lastError = "not connected yet";
  #blockedReason: string | undefined;
  #opened = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Reason the broker gave for blocking this connection, undefined when it does not. */
  get blockedReason(): string | undefined {
    return this.#blockedReason;
  }

  health(): PartHealth {
    if (!this.#opened) return { ok: false, reason: `RabbitMQ: ${this.#lastError}` };
    if (this.#blockedReason) {
      return {
        ok: false,
        reason: `RabbitMQ blocks publishers: ${this.#blockedReason} (free disk or memory there)`,
      };
    }
    return { ok: true };
  }

  async close(): Promise<void> {
    this.#stop.abort();
    if (this.#model) await closed(this.#model);
    await this.#running;
  }

  async #run(): Promise<void> {
    const { log, link, metrics, urls } = this.#options;
    for (let attempt = 1, opens = 0, node = 0; !this.#stop.signal.aborted; attempt += 1) {
      const url = urls[node++ % urls.length] ?? "";
      try {
        const { lost } = await this.#open(url);
        log.info({ part: link, broker: redactUrl(url) }, "connected");
        if (opens > 0) metrics.reconnects.inc({ link });
        opens += 1;
        attempt = 0;
        await lost;
      } catch (error) {
        this.#lastError = errorFields(error).error;
        log.warn({ part: link, attempt, ...errorFields(error) }, "connection failed");
      }
      this.#forget();
      await sleep(backoffMs(attempt + 1, RECONNECT), this.#stop.signal);
    }
  }

  /** `lost` settles when the opened connection is lost; wrapped, or it would be awaited here. */
  async #open(url: string): Promise<{ lost: Promise<void> }> {
    const { name, onOpen, link, log, metrics } = this.#options;
    const model = await connect(withHeartbeat(url), {
      timeout: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      noDelay: true,
      clientProperties: { connection_name: name },
    });
    const lost = new Promise<void>((resolve) => {
      model.on("close", () => resolve());
    });
    // Without a listener Node turns the event into an uncaught exception; `close` follows.
    model.on("error", (error: Error) => {
      this.#lastError = error.message;
      log.warn({ part: link, ...errorFields(error) }, "connection lost");
    });
    model.on("blocked", (reason: string) => {
      this.#blockedReason = reason || "no reason given";
      metrics.blocked.set({ link }, 1);
      log.error({ part: link, reason: this.#blockedReason }, "broker blocks this connection");
    });
    model.on("unblocked", () => {
      this.#blockedReason = undefined;
      metrics.blocked.set({ link }, 0);
      log.info({ part: link }, "broker unblocked this connection");
    });
    this.#model = model;
    if (this.#stop.signal.aborted) {
      await closed(model);
      return { lost };
    }
    try {
      await onOpen(model);
    } catch (error) {
      await closed(model);
      throw error;
    }
    this.#opened = true;
    return { lost };
  }

  #forget(): void {
    this.#model = undefined;
    this.#opened = false;
    this.#blockedReason = undefined;
    this.#options.metrics.blocked.set({ link: this.#options.link }, 0);
    this.#options.onLost();
  }
}

function withHeartbeat(text: string): string {
  const url = new URL(text);
  if (!url.searchParams.has("heartbeat")) {
    url.searchParams.set("heartbeat", String(HEARTBEAT_SECONDS));
  }
  return url.toString();
}
