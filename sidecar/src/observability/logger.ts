import { pino, type DestinationStream, type Logger as PinoLogger } from "pino";
import { describe, codeOf } from "../core/errors.ts";

export type Logger = PinoLogger;

/** Fields that never reach a log line, wherever an object that holds them is logged. */
const SECRET_FIELDS = ["authorization", "token", "secret", "password", "odooToken", "amqpUrl"];

/**
 * One JSON object a line on stdout. Field names: `part` (which part speaks), `code`, `error`,
 * `count`, `queue`, `sequence`, `event` (id). Events themselves are never logged.
 */
export function createLogger(level: string, to?: DestinationStream): Logger {
  const options = {
    level,
    base: { app: "stock-control-tower-sidecar" },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: {
      paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
      censor: "[redacted]",
    },
  };
  return to ? pino(options, to) : pino(options);
}

/** Error fields for a log line: code and text with the remedy, no stack for expected errors. */
export function errorFields(error: unknown): { code: string; error: string; stack?: string } {
  const code = codeOf(error);
  const fields = { code, error: describe(error) };
  return code === "unexpected" && error instanceof Error && error.stack
    ? { ...fields, stack: error.stack }
    : fields;
}

/** A broker URL with its password blanked. */
export function redactUrl(text: string): string {
  const url = new URL(text);
  if (url.password) url.password = "***";
  return url.toString();
}
