/**
 * Odoo's side of the sidecar's JSON-RPC, in memory: it records calls and can be told to break.
 * The whole-stack tests use the real one; here the subject is the broker.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Item {
  readonly partner: string;
  readonly body?: string;
  readonly bytes_base64?: string;
  readonly error?: string;
}

export interface Answer {
  readonly outcome: string;
  readonly code?: string;
}

export interface Call {
  readonly method: string;
  readonly params: any;
}

export class FakeOdoo {
  readonly calls: Call[] = [];
  /** The outbox: the event at index n has sequence n + 1. */
  readonly events: object[] = [];
  /** Ranges of the outbox to be published again: after `cursor`, until `to`. */
  readonly replays: { id: number; cursor: number; to: number }[] = [];
  cursor = 0;
  fence = 0;
  /** Lanes there are; whoever asks gets all of them. */
  partitions = 8;
  /** Fence of every partition. */
  laneFence = 1;
  /** Number of a drain that the intake is to begin. */
  drain = 0;
  environment = "test";
  /** Most events of one fetch, as a smaller limit on Odoo's side. */
  pageSize = 2000;
  /** An HTTP status for a call, or `hang`; undefined lets it through. */
  breaks: (call: Call) => number | "hang" | undefined = () => undefined;
  /** What becomes of a partner's event. */
  decides: (item: Item) => Answer = () => ({ outcome: "applied" });
  /** Runs before an advance is answered. */
  decidesAdvance: () => Promise<void> = async () => undefined;
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => void this.handle(request, response));
  }

  static async start(): Promise<FakeOdoo> {
    const odoo = new FakeOdoo();
    await new Promise<void>((resolve) => odoo.server.listen(0, "127.0.0.1", resolve));
    return odoo;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Every item of every ingest call that was answered, in order. */
  ingested: Item[] = [];

  called(method: string): Call[] {
    return this.calls.filter((call) => call.method === method);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const { id, method, params } = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    const call: Call = { method, params };
    this.calls.push(call);
    const broken = this.breaks(call);
    if (broken === "hang") return;
    if (broken !== undefined) {
      response.writeHead(broken).end("broken on purpose");
      return;
    }
    if (method === "outbox.advance") await this.decidesAdvance();
    const answer = this.answer(call);
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ jsonrpc: "2.0", id, ...answer }));
  }

  private answer({ method, params }: Call): object {
    const head = String(this.events.length);
    switch (method) {
      case "tower.status":
        return { result: { environment: this.environment, source: "urn:odoo:fake" } };
      case "outbox.claim":
        this.fence += 1;
        return {
          result: { fence: this.fence, cursor: String(this.cursor), head, lease_seconds: 30 },
        };
      case "outbox.fetch": {
        if (params.fence !== this.fence) return fenced;
        const after = Number(params.after);
        const events = this.events.slice(after, after + Math.min(params.limit, this.pageSize));
        const replay = this.replays.length > 0;
        return { result: { events, last: String(after + events.length), head, replay } };
      }
      case "replay.fetch": {
        if (params.fence !== this.fence) return fenced;
        const [replay] = this.replays;
        if (!replay) return { result: { replay: null, events: [], last: "0" } };
        const to = Math.min(replay.to, replay.cursor + Math.min(params.limit, this.pageSize));
        const events = this.events.slice(replay.cursor, to);
        return { result: { replay: replay.id, events, last: String(to) } };
      }
      case "replay.advance": {
        const [replay] = this.replays;
        if (replay) replay.cursor = Number(params.to);
        if (replay && replay.cursor >= replay.to) this.replays.shift();
        return { result: {} };
      }
      case "exceptions.report":
      case "tower.report":
        return { result: {} };
      case "outbox.advance":
        if (params.fence !== this.fence) return fenced;
        this.cursor = Number(params.to);
        return { result: { cursor: String(this.cursor) } };
      case "partitions.lease": {
        const numbers = Array.from({ length: this.partitions + 1 }, (_, index) => index - 1);
        const held = Object.fromEntries(numbers.map((number) => [number, this.laneFence]));
        return { result: { partitions: this.partitions, held, drain: this.drain } };
      }
      case "partitions.leave":
        return { result: {} };
      case "inbox.ingest":
        if (Object.values(params.lanes).some((fence) => fence !== this.laneFence)) return fenced;
        this.ingested.push(...params.items);
        return {
          result: {
            outcomes: params.items.map((item: Item, index: number) => ({
              index,
              ...this.decides(item),
            })),
          },
        };
      default:
        return { error: { code: -32601, message: `no method ${method}` } };
    }
  }
}

const fenced = { error: { code: -32010, message: "fenced" } };
