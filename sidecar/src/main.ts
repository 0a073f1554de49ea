import { readConfig } from "./config.ts";
import { describe, Fatal } from "./core/errors.ts";
import { createLogger, errorFields, redactUrl } from "./observability/logger.ts";
import { look } from "./doctor-command.ts";
import { startTracing } from "./observability/tracing.ts";
import { Sidecar } from "./sidecar.ts";

/** EX_CONFIG of sysexits: starting again changes nothing, a person must. */
const EXIT_CONFIG = 78;
/** Supervisors kill after ten seconds; what was not acked by then is simply delivered again. */
const CLOSE_WITHIN_MS = 9_000;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  if (process.argv[2] === "doctor") return look(config);
  const log = createLogger(config.logLevel);
  const { otlpEndpoint: endpoint, name, environment } = config;
  const endTracing = startTracing({ endpoint, name, environment });
  let closing = false;
  const leave = async (why: string, code: number): Promise<void> => {
    if (closing) return;
    closing = true;
    log.info({ part: "main", reason: why }, "closing");
    setTimeout(() => {
      log.warn({ part: "main" }, "not closed in time: leaving with work unsettled");
      process.exit(code || 1);
    }, CLOSE_WITHIN_MS).unref();
    await sidecar.close();
    await endTracing().catch(() => undefined);
    log.info({ part: "main" }, "closed");
    process.exit(code);
  };
  const sidecar = new Sidecar(config, log, (error) => {
    log.fatal({ part: "main", ...errorFields(error) }, "stopping");
    void leave(error.code, EXIT_CONFIG);
  });
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => void leave(signal, 0));
  }
  const port = await sidecar.start();
  log.info(
    {
      part: "main",
      port,
      odoo: config.odooUrl.origin,
      broker: config.amqpUrls.map(redactUrl),
      environment: config.environment,
      name: config.name,
    },
    "serving",
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`sidecar: ${describe(error)}\n`);
  process.exit(error instanceof Fatal ? EXIT_CONFIG : 1);
});
