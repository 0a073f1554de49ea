import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { SpanKind } from "@opentelemetry/api";
import * as jsonrpc from "jsonrpc-lite";
import { Conflict, Rejected, Retryable } from "../core/errors.ts";
import type { Metrics } from "../observability/metrics.ts";
import { traced, traceHeaders } from "../observability/tracing.ts";

/** Most an answer may hold: 2000 events of 256 KiB would be more, and Odoo never sends that. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** A batch of 200 events takes Odoo about a second; a minute means it hangs. */
const TIMEOUT_MS = 60_000;

export interface OdooClientOptions {
  readonly url: URL;
  readonly token: string;
  readonly database?: string | undefined;
  readonly timeoutMs?: number;
  readonly metrics: Metrics;
}

/** JSON-RPC 2.0 over one kept-alive connection pool; no redirects are followed. */
export class OdooClient {
  readonly #endpoint: URL;
  readonly #headers: Record<string, string>;
  readonly #agent: HttpAgent | HttpsAgent;
  readonly #request: typeof httpRequest;
  readonly #timeoutMs: number;
  readonly #metrics: Metrics;
  #nextId = 1;

  constructor(options: OdooClientOptions) {
    const secure = options.url.protocol === "https:";
    const base = options.url.href.endsWith("/") ? options.url : new URL(`${options.url.href}/`);
    this.#endpoint = new URL("stock_control_tower/rpc", base);
    this.#headers = {
      authorization: `Bearer ${options.token}`,
      "content-type": "application/json",
      accept: "application/json",
      ...(options.database ? { "x-odoo-database": options.database } : {}),
    };
    const pool = { keepAlive: true, maxSockets: 8 };
    this.#agent = secure ? new HttpsAgent(pool) : new HttpAgent(pool);
    this.#request = secure ? httpsRequest : httpRequest;
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    this.#metrics = options.metrics;
  }

  /**
   * @returns the JSON-RPC `result`
   * @throws Retryable when Odoo did not answer or failed, Conflict `fenced` or `leased`,
   *   Rejected for every other JSON-RPC error and for a body Odoo finds too large
   */
  call<Result>(method: string, params: object): Promise<Result> {
    const attributes = { "rpc.system": "jsonrpc", "rpc.method": method };
    return traced(`odoo ${method}`, { kind: SpanKind.CLIENT, attributes }, () =>
      this.#call<Result>(method, params),
    );
  }

  async #call<Result>(method: string, params: object): Promise<Result> {
    const id = this.#nextId++;
    const body = Buffer.from(jsonrpc.request(id, method, params).serialize());
    const stop = this.#metrics.odooCallSeconds.startTimer({ method });
    try {
      const answer = await this.#postOnce(body);
      const result = readAnswer(method, answer) as Result;
      stop({ result: "ok" });
      return result;
    } catch (error) {
      stop({ result: error instanceof Conflict ? "conflict" : "error" });
      throw error;
    }
  }

  close(): void {
    this.#agent.destroy();
  }

  /** Every method is idempotent, so a kept-alive socket the server just closed is tried again. */
  async #postOnce(body: Buffer): Promise<HttpAnswer> {
    try {
      return await this.#post(body);
    } catch (error) {
      if (error instanceof Retryable && error.code === "odoo_stale_socket") {
        return await this.#post(body);
      }
      throw error;
    }
  }

  #post(body: Buffer): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      const request = this.#request(this.#endpoint, {
        method: "POST",
        agent: this.#agent,
        headers: { ...this.#headers, ...traceHeaders(), "content-length": body.length },
      });
      const timer = setTimeout(() => {
        request.destroy(
          new Retryable("odoo_timeout", `Odoo did not answer within ${this.#timeoutMs / 1000} s`),
        );
      }, this.#timeoutMs);
      request.once("close", () => clearTimeout(timer));
      request.once("error", (error: NodeJS.ErrnoException) => {
        if (error instanceof Retryable) return reject(error);
        const stale = request.reusedSocket && error.code === "ECONNRESET";
        reject(
          new Retryable(
            stale ? "odoo_stale_socket" : "odoo_unreachable",
            `Odoo is not reachable at ${this.#endpoint.origin}: ${error.code ?? error.message}`,
            { remedy: "start Odoo or correct ODOO_URL", cause: error },
          ),
        );
      });
      request.once("response", (response) => {
        readBody(response).then((text) => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        }, reject);
      });
      request.end(body);
    });
  }
}

interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
}

async function readBody(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_ANSWER_BYTES) {
        response.destroy();
        throw new Retryable("odoo_answer_too_large", `Odoo's answer exceeds ${MAX_ANSWER_BYTES} B`);
      }
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof Retryable) throw error;
    throw new Retryable("odoo_unreachable", "Odoo's answer broke off", { cause: error });
  }
  return Buffer.concat(chunks).toString("utf8");
}

function readAnswer(method: string, answer: HttpAnswer): unknown {
  if (answer.status !== 200) throw httpFailure(method, answer);
  const parsed = jsonrpc.parse(answer.text);
  if (Array.isArray(parsed) || (parsed.type !== "success" && parsed.type !== "error")) {
    throw new Retryable("odoo_unexpected_answer", `Odoo answered ${method} with no JSON-RPC`, {
      remedy: "check that ODOO_URL reaches Odoo itself and not a login or error page",
    });
  }
  if (parsed.type === "success") return parsed.payload.result;
  const { code, message } = parsed.payload.error;
  if (code === -32010) throw new Conflict("fenced", message);
  if (code === -32011) throw new Conflict("leased", message);
  throw new Rejected(`rpc_${code}`, `Odoo refused ${method}: ${message}`);
}

function httpFailure(method: string, answer: HttpAnswer): Retryable | Rejected {
  const { status } = answer;
  if (status === 413) {
    return new Rejected("odoo_body_too_large", `Odoo refused ${method}: body too large`);
  }
  if (status === 401 || status === 403) {
    return new Retryable("odoo_unauthorised", `Odoo refused the service token (HTTP ${status})`, {
      remedy: "create a token with the scopes of a sidecar in Odoo and set ODOO_TOKEN",
    });
  }
  if (status === 404) {
    return new Retryable("odoo_no_route", "Odoo has no route /stock_control_tower/rpc (HTTP 404)", {
      remedy: "install the addon stock_control_tower, or set ODOO_DATABASE",
    });
  }
  const after = Number(answer.headers["retry-after"]);
  const more = Number.isFinite(after) ? { afterMs: Math.min(after, 60) * 1000 } : {};
  return status === 500
    ? new Retryable("odoo_failed", `Odoo failed in ${method} (HTTP 500)`, {
        remedy: "read Odoo's log at this time",
      })
    : new Retryable("odoo_unavailable", `Odoo answered ${method} with HTTP ${status}`, more);
}
