import { parseArgs } from "node:util";

export const HELP = `Plays a warehouse day: publishes to RabbitMQ as a WMS (DAL, ATL) and a 3PL (RNO) would.

  node docker/simulator/day.mjs --amqp URL --catalogue DIR --out FILE [options]

  --amqp URL          the broker, amqp://user:password@host:port/vhost
  --catalogue DIR     holds catalogue.csv and stock.csv
  --out FILE          JSON lines, appended: what was attempted, confirmed and answered
  --rate N            messages a second, up to 1000           (default 10)
  --for SECONDS       length of the day; 0 = until SIGTERM     (default 0)
  --seed S            same seed, same day; ids differ per run  (default 1)
  --environment NAME  written into every message               (default demo)
  --run ID            start of every message id                (default: from the clock)
  --grace SECONDS     longest wait for outcomes at the end     (default 30)
  --help

Exit code 0: every message was confirmed by the broker. 1: some were not. 2: bad options.
Whether the effects were right is for the comparison with Odoo's stock to say.`;

const SPECIFICATION = {
  amqp: { type: "string" },
  catalogue: { type: "string" },
  out: { type: "string" },
  rate: { type: "string", default: "10" },
  for: { type: "string", default: "0" },
  seed: { type: "string", default: "1" },
  environment: { type: "string", default: "demo" },
  run: { type: "string" },
  grace: { type: "string", default: "30" },
  help: { type: "boolean", default: false },
};

function number(values, name, low, high) {
  const value = Number(values[name]);
  if (values[name] === "" || !Number.isFinite(value) || value < low || value > high) {
    throw new Error(
      `--${name} is ${JSON.stringify(values[name])}: give a number from ${low} to ${high}`,
    );
  }
  return value;
}

/** @returns the checked options, or null when help was asked for; throws with the remedy. */
export function readOptions(args) {
  const { values } = parseArgs({ args, options: SPECIFICATION });
  if (values.help) return null;
  for (const name of ["amqp", "catalogue", "out"]) {
    if (!values[name]) throw new Error(`--${name} is missing: see --help`);
  }
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(2, 14);
  return {
    amqp: values.amqp,
    catalogue: values.catalogue,
    out: values.out,
    rate: number(values, "rate", 0.1, 1000),
    seconds: number(values, "for", 0, 86_400),
    seed: number(values, "seed", 0, 4_294_967_295),
    environment: values.environment,
    run:
      values.run ??
      `d${stamp}${Math.floor(Math.random() * 1296)
        .toString(36)
        .padStart(2, "0")}`,
    grace: number(values, "grace", 0, 600),
  };
}
