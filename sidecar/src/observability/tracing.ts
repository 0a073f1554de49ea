import {
  context,
  propagation,
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
  type Attributes,
  type Link,
  type SpanKind,
} from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { codeOf } from "../core/errors.ts";

const SERVICE = "stock-control-tower-sidecar";
/** More links than that are dropped by the SDK; the count is an attribute. */
const MOST_LINKS = 128;

export interface TracingOptions {
  /** Base URL of an OTLP/HTTP collector; without it spans are made for nobody and cost nothing. */
  readonly endpoint: URL | undefined;
  /** `service.instance.id` */
  readonly name: string;
  readonly environment: string;
}

/** Sends spans to a collector from now on. @returns what sends the last ones and ends it */
export function startTracing({ endpoint, name, environment }: TracingOptions): () => Promise<void> {
  if (!endpoint) return () => Promise.resolve();
  const base = endpoint.href.endsWith("/") ? endpoint : new URL(`${endpoint.href}/`);
  const exporter = new OTLPTraceExporter({ url: new URL("v1/traces", base).href });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({
      "service.name": SERVICE,
      "service.instance.id": name,
      "deployment.environment.name": environment,
    }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  provider.register();
  return () => provider.shutdown();
}

export interface SpanOptions {
  readonly kind: SpanKind;
  readonly attributes?: Attributes;
  /** W3C trace contexts that the work is about: of events, which may be hours old. */
  readonly about?: readonly (string | undefined)[];
}

/** Runs the work in a span; an error is its status, with our code as `error.type`. */
export function traced<Result>(
  name: string,
  { kind, attributes = {}, about = [] }: SpanOptions,
  work: () => Promise<Result>,
): Promise<Result> {
  const links = about.slice(0, MOST_LINKS).flatMap(linkTo);
  const tracer = trace.getTracer(SERVICE);
  return tracer.startActiveSpan(name, { kind, attributes, links }, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.setAttribute("error.type", codeOf(error));
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Headers that carry the active span to another process. */
export function traceHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  propagation.inject(context.active(), headers);
  return headers;
}

function linkTo(traceparent: string | undefined): Link[] {
  if (!traceparent) return [];
  const remote = trace.getSpanContext(propagation.extract(ROOT_CONTEXT, { traceparent }));
  return remote ? [{ context: remote }] : [];
}
