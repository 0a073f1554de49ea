import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Express } from "express";
import { Fatal } from "../core/errors.ts";

/** Owns the port. Slow clients are cut: headers within 10 s, a whole request within 15 s. */
export class HttpServer {
  readonly #server: Server;
  readonly #host: string;
  readonly #port: number;

  constructor(app: Express, host: string, port: number) {
    this.#server = createServer({ headersTimeout: 10_000, requestTimeout: 15_000 }, app);
    this.#server.maxConnections = 256;
    this.#host = host;
    this.#port = port;
  }

  /** @returns the port listened on. @throws Fatal when it is taken */
  async start(): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", (cause: NodeJS.ErrnoException) => {
        const where = `${this.#host}:${this.#port}`;
        const what = `cannot listen on ${where}: ${cause.code ?? cause.message}`;
        reject(new Fatal("http_port", what, "free the port or set HTTP_HOST and HTTP_PORT", cause));
      });
      this.#server.listen(this.#port, this.#host, resolve);
    });
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeIdleConnections();
      setTimeout(() => this.#server.closeAllConnections(), 1000).unref();
    });
  }
}
