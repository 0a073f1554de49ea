import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { ENVIRONMENT, readSettings } from "../../docker/lib/settings.mjs";
import { TOPOLOGY } from "../../sidecar/src/generated/topology.ts";

interface Service {
  readonly image?: string;
  readonly build?: {
    readonly context: string;
    readonly dockerfile: string;
    readonly target?: string;
  };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

const DOCKER = join(import.meta.dirname, "../../docker");
const read = (file: string): string => readFileSync(join(DOCKER, file), "utf8");
const { services, volumes } = load(read("compose.yml")) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, object>>;
};
const all = Object.entries(services);
const service = (name: string): Service => {
  const found = services[name];
  if (!found) throw new Error(`compose.yml has no service ${name}`);
  return found;
};
const dockerfile = read("sidecar.Dockerfile");
const credentials = read("compose/credentials.py");

const sidecar = service("sidecar").environment ?? {};
const imageSettings = Object.fromEntries(
  [...dockerfile.matchAll(/^ENV (.*)$/gm)].flatMap(([, pairs]) =>
    pairs.split(" ").map((pair) => pair.split("=") as [string, string]),
  ),
);

describe("compose file", () => {
  test("parts that are not ours are official images, ours come from our Dockerfile", () => {
    const images = all.flatMap(([, { image }]) => image ?? []);
    expect(new Set(images)).toEqual(new Set(["postgres:17", "rabbitmq:4-management", "odoo:19"]));
    for (const [name, { image, build }] of all) {
      if (image) continue;
      expect(build, name).toMatchObject({ context: "..", dockerfile: "docker/sidecar.Dockerfile" });
      if (build?.target)
        expect(dockerfile).toMatch(new RegExp(`^FROM .* AS ${build.target}$`, "m"));
    }
  });

  test("publishes on the loopback only, with the ports and variables of the stack", () => {
    const published = all.flatMap(([, { ports = [] }]) => ports);
    const stack = readSettings({}).ports.map(
      ({ variable, port }) => `127.0.0.1:\${${variable}:-${port}}`,
    );
    expect(published.map((port) => port.replace(/:\d+$/, "")).sort()).toEqual(stack.sort());
  });

  test("keeps data in named volumes and mounts only what exists, read-only", () => {
    for (const [name, { volumes: mounts = [] }] of all) {
      for (const mount of mounts) {
        const [source, , mode] = mount.split(":");
        if (Object.hasOwn(volumes, source)) continue;
        expect(existsSync(join(DOCKER, source)), `${name}: ${source}`).toBe(true);
        expect(mode, `${name}: ${source}`).toBe("ro");
      }
    }
    expect(service("postgres").volumes).toContain("postgres:/var/lib/postgresql/data");
    expect(service("rabbitmq").volumes).toContain("rabbitmq:/var/lib/rabbitmq");
    for (const name of ["setup", "odoo"]) {
      expect(service(name).volumes).toContain("odoo:/var/lib/odoo");
    }
  });

  test("gives the sidecar every setting it must have", () => {
    const required = read("../sidecar/src/config.ts").matchAll(
      /(?<!\? )\b(?:required|url)\("([A-Z_]+)"/g,
    );
    const names = [...required].map(([, name]) => name);
    const written = [...credentials.matchAll(/([A-Z_]+)=\{/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThanOrEqual(5);
    expect([...Object.keys(sidecar), ...written]).toEqual(expect.arrayContaining(names));
  });

  test("Odoo, the other parts and the host find the sidecar where it listens", () => {
    const port = imageSettings.HTTP_PORT;
    expect(imageSettings.HTTP_HOST).toBe("0.0.0.0");
    expect(credentials).toContain(`"url": "http://sidecar:${port}/webhooks/odoo"`);
    expect(service("sidecar").ports?.[0]).toMatch(new RegExp(`:${port}$`));
    expect(service("sidecar").healthcheck?.test.join(" ")).toContain(`:${port}/health/ready`);
  });

  test("a new sidecar container is the same holder of the outbox lease", () => {
    expect(sidecar.SIDECAR_NAME).toBeTruthy(); // by default the host's name: the container's id
  });

  test("every part works in the stack's environment and vhost", () => {
    const vhost = service("rabbitmq").environment?.RABBITMQ_DEFAULT_VHOST;
    const day = service("day").command ?? [];
    expect(sidecar.ENVIRONMENT).toBe(ENVIRONMENT);
    expect(sidecar.AMQP_URL).toMatch(new RegExp(`@rabbitmq:5672/${vhost}$`));
    expect(day).toContain(`--amqp=${sidecar.AMQP_URL}`);
    expect(day).toContain(`--environment=${ENVIRONMENT}`);
    expect(read("compose/setup.sh")).toContain(`.environment", "${ENVIRONMENT}"`);
  });

  test("nothing starts before what it needs works", () => {
    const conditions = Object.fromEntries(
      all.flatMap(([name, { depends_on = {} }]) =>
        Object.entries(depends_on).map(([on, { condition }]) => [`${name} on ${on}`, condition]),
      ),
    );
    expect(conditions).toEqual({
      "setup on postgres": "service_healthy",
      "odoo on setup": "service_completed_successfully",
      "sidecar on odoo": "service_started", // the sidecar waits for Odoo itself
      "sidecar on rabbitmq": "service_healthy",
      "day on sidecar": "service_healthy",
    });
  });

  test("PostgreSQL is healthy only where others reach it", () => {
    // A first start was seen to fail: the image's temporary server answers on the socket while it makes
    // the cluster, so `setup` began before anything listened on the network.
    expect(service("postgres").healthcheck?.test.join(" ")).toContain("pg_isready -h 127.0.0.1");
  });

  test("the broker's image needs no further plugin for the topology", () => {
    for (const { type } of TOPOLOGY.exchanges)
      expect(["topic", "fanout", "direct"]).toContain(type);
    for (const queue of TOPOLOGY.queues) {
      expect(["quorum", "stream"]).toContain(queue.arguments["x-queue-type"]);
    }
  });
});
