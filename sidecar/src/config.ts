import { hostname } from "node:os";
import { Fatal } from "./core/errors.ts";
import { secretKey } from "./core/webhook-signature.ts";
import { CRASH_POINTS, type CrashPlan, type CrashPoint } from "./lib/crash-points.ts";

/** Everything the process was told, validated once and frozen. `.env.example` mirrors it. */
export interface Config {
  readonly odooUrl: URL;
  readonly odooDatabase: string | undefined;
  readonly odooToken: string;
  /** Nodes of one broker, any of which will do. */
  readonly amqpUrls: readonly string[];
  /** Key bytes of every accepted webhook secret, the newest first. */
  readonly webhookKeys: readonly Buffer[];
  readonly httpHost: string;
  readonly httpPort: number;
  /** Holder of the outbox lease: stable over restarts, different for each sidecar. */
  readonly name: string;
  readonly environment: string;
  readonly sweepMs: number;
  /** Lanes that call Odoo at once. */
  readonly concurrency: number;
  readonly logLevel: string;
  /** RabbitMQ's management API, user and password included; without it the doctor sees less. */
  readonly managementUrl: URL | undefined;
  /** Base URL of an OTLP/HTTP collector; without it no trace is sent. */
  readonly otlpEndpoint: URL | undefined;
  readonly crash: CrashPlan | undefined;
}

export type Env = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"];

/**
 * @throws Fatal `config_refused` that lists every refusal, each naming the variable, the reason
 *   and what to set; values of secrets are never shown.
 */
export function readConfig(env: Env): Config {
  const refusals: string[] = [];
  const refuse = (name: string, why: string): undefined => {
    refusals.push(`${name}: ${why}`);
    return undefined;
  };
  const required = (name: string, what: string): string =>
    env[name]?.trim() || (refuse(name, `is missing; set it to ${what}`) ?? "");
  const optional = (name: string): string | undefined => env[name]?.trim() || undefined;
  const number = (name: string, fallback: number, from: number, to: number): number => {
    const text = optional(name);
    const value = text === undefined ? fallback : Number(text);
    if (Number.isFinite(value) && value >= from && value <= to) return value;
    refuse(name, `must be a number from ${from} to ${to}, got ${JSON.stringify(text)}`);
    return fallback;
  };
  const url = (name: string, what: string, schemes: readonly string[]): URL =>
    parsedUrl(name, required(name, what), what, schemes);
  const parsedUrl = (name: string, text: string, what: string, schemes: readonly string[]): URL => {
    try {
      const parsed = new URL(text);
      if (schemes.includes(parsed.protocol)) return parsed;
      refuse(name, `must start with ${schemes.join(" or ")}, got ${parsed.protocol}`);
    } catch {
      if (text) refuse(name, `is not a URL; set it to ${what}`);
    }
    return new URL("http://refused.invalid");
  };

  const odooUrl = url("ODOO_URL", "the base URL of Odoo, such as http://odoo:8069", [
    "http:",
    "https:",
  ]);
  const odooToken = required("ODOO_TOKEN", "the sct_… service token Odoo showed once");
  if (odooToken && !/^sct_\S+$/.test(odooToken)) {
    refuse("ODOO_TOKEN", "is no service token: it starts with sct_ and has no spaces");
  }
  const amqpUrls = required("AMQP_URL", "amqp://user:password@broker:5672/vhost")
    .split(",")
    .map((text) =>
      parsedUrl("AMQP_URL", text.trim(), "amqp://user:password@broker:5672/vhost", [
        "amqp:",
        "amqps:",
      ]).toString(),
    );
  if (new Set(amqpUrls.map((text) => new URL(text).pathname)).size > 1) {
    refuse("AMQP_URL", "names several vhosts; the nodes of one cluster share theirs");
  }
  const webhookKeys = required("WEBHOOK_SECRETS", "the whsec_… secret of the subscription")
    .split(",")
    .map((secret) => secret.trim())
    .filter(Boolean)
    .flatMap((secret, index) => {
      try {
        return [secretKey(secret)];
      } catch {
        refuse("WEBHOOK_SECRETS", `secret ${index + 1} is not whsec_ and base64 of 24-64 bytes`);
        return [];
      }
    });
  const environment = required("ENVIRONMENT", "Odoo's environment, such as production");
  if (environment && !/^[a-z][a-z0-9-]{0,31}$/.test(environment)) {
    refuse("ENVIRONMENT", "must be lower-case letters, digits and hyphens, at most 32");
  }
  const logLevel = optional("LOG_LEVEL") ?? "info";
  if (!LOG_LEVELS.includes(logLevel)) refuse("LOG_LEVEL", `must be one of ${LOG_LEVELS.join(" ")}`);

  const config: Config = {
    odooUrl,
    odooDatabase: optional("ODOO_DATABASE"),
    odooToken,
    amqpUrls,
    webhookKeys,
    httpHost: optional("HTTP_HOST") ?? "127.0.0.1",
    httpPort: number("HTTP_PORT", 8070, 0, 65_535),
    name: optional("SIDECAR_NAME") ?? hostname(),
    environment,
    sweepMs: number("SWEEP_SECONDS", 5, 0.1, 3600) * 1000,
    concurrency: Math.trunc(number("CONCURRENCY", 2, 1, 8)),
    logLevel,
    managementUrl: optional("MANAGEMENT_URL")
      ? url("MANAGEMENT_URL", "http://user:password@broker:15672", ["http:", "https:"])
      : undefined,
    otlpEndpoint: optional("OTEL_EXPORTER_OTLP_ENDPOINT")
      ? url("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318", ["http:", "https:"])
      : undefined,
    crash: crashPlan(optional("CRASH_AT"), optional("CRASH_LOG"), refuse),
  };
  if (refusals.length > 0) {
    throw new Fatal("config_refused", `refused to start: ${refusals.join("; ")}`);
  }
  return Object.freeze(config);
}

/** `CRASH_AT=point` or `point:n` (tests only). */
function crashPlan(
  text: string | undefined,
  log: string | undefined,
  refuse: (name: string, why: string) => undefined,
): CrashPlan | undefined {
  if (!text) return undefined;
  const [point, hit = "1"] = text.split(":");
  const known = CRASH_POINTS.find((name): name is CrashPoint => name === point);
  if (!known) return refuse("CRASH_AT", `knows ${CRASH_POINTS.join(" ")}, got ${text}`);
  if (!/^[1-9]\d*$/.test(hit)) return refuse("CRASH_AT", `needs a count after the colon: ${text}`);
  return { point: known, hit: Number(hit), log };
}
