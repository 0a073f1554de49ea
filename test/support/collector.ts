/** An OTLP/HTTP collector that keeps what it is sent. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import type { Json } from "./rabbit.ts";

export interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly parentSpanId?: string;
  /** Trace ids that it links to. */
  readonly links: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface Collector {
  readonly url: string;
  readonly spans: readonly Span[];
  close(): Promise<void>;
}

export async function openCollector(): Promise<Collector> {
  const spans: Span[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const sent = JSON.parse(Buffer.concat(chunks).toString("utf8"));
      spans.push(...read(sent));
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { url: `http://127.0.0.1:${String(port)}`, spans, close };
}

function read({ resourceSpans }: Json): Span[] {
  const all: Json[] = resourceSpans.flatMap(({ scopeSpans }: Json) =>
    scopeSpans.flatMap((scope: Json) => scope.spans),
  );
  return all.map(({ name, traceId, parentSpanId, links = [], attributes = [] }: Json) => ({
    name,
    traceId,
    parentSpanId,
    links: links.map((link: Json) => link.traceId),
    attributes: Object.fromEntries(
      attributes.map(({ key, value }: Json) => [key, Object.values(value as object)[0]]),
    ),
  }));
}
