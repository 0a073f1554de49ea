// @ts-check
// How each server of an instance is run: pure, so that what runs can be read in one place.
import { INSIDE } from "./paths.mjs";

const POSTGRES_BIN = "/usr/lib/postgresql/17/bin";

/** @param {boolean} durable false for a throwaway instance: fsync costs more than its data is worth */
export function postgres(durable) {
  const settings = {
    listen_addresses: "",
    unix_socket_directories: INSIDE.socket,
    max_connections: "200",
    shared_buffers: "256MB",
    log_timezone: "UTC",
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  return {
    user: "postgres",
    argv: [
      `${POSTGRES_BIN}/postgres`,
      "-D",
      INSIDE.postgres,
      ...Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`]),
    ],
  };
}

export const initdb = {
  user: "postgres",
  argv: [
    `${POSTGRES_BIN}/initdb`,
    ...["-D", INSIDE.postgres, "-U", "postgres", "--auth=trust"],
    ...["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"],
  ],
};

/**
 * A PostgreSQL client program, as the role that owns Odoo's databases.
 * @param {string} program
 * @param {string[]} args
 * @param {string} [role]
 */
export function postgresClient(program, args, role = "odoo") {
  return {
    user: "postgres",
    argv: [`${POSTGRES_BIN}/${program}`, ...args],
    env: { PGHOST: INSIDE.socket, PGUSER: role, HOME: "/tmp" },
  };
}

/**
 * @param {{ amqp: number, management: number, distribution: number, epmd: number }} ports
 * @param {{ user: string, password: string }} admin made when the broker starts on empty data
 */
export function rabbitmqConf(ports, admin) {
  return [
    `listeners.tcp.1 = 127.0.0.1:${ports.amqp}`,
    "management.tcp.ip = 127.0.0.1",
    `management.tcp.port = ${ports.management}`,
    `default_user = ${admin.user}`,
    `default_pass = ${admin.password}`,
    "log.console = true",
    "log.console.level = warning",
    "log.file = false",
    // Two cores are shared with Odoo and PostgreSQL; the default alarm is 50 MB.
    "disk_free_limit.absolute = 500MB",
    "",
  ].join("\n");
}

// The stream protocol's plugin is not needed: streams are read over AMQP, and its port would be one more.
export const RABBITMQ_PLUGINS = "[rabbitmq_management,rabbitmq_consistent_hash_exchange].\n";

/** The node of an instance; the data folder carries its name, so it must not change. */
export const BROKER_NODE = "tower";

/**
 * @param {{ distribution: number, epmd: number }} ports
 * @param {string} [node] another one beside it, to be joined to a cluster
 */
export function rabbitmq(ports, node) {
  return {
    user: "rabbitmq",
    argv: ["/usr/lib/rabbitmq/bin/rabbitmq-server"],
    env: rabbitmqEnv(ports, node),
  };
}

/**
 * @param {{ distribution: number, epmd: number }} ports
 * @param {string[]} args
 * @param {string} [node]
 */
export function rabbitmqctl(ports, args, node) {
  return {
    user: "rabbitmq",
    argv: ["/usr/lib/rabbitmq/bin/rabbitmqctl", ...args],
    env: rabbitmqEnv(ports, node),
  };
}

/**
 * @param {{ distribution: number, epmd: number }} ports
 * @param {string} [node]
 */
function rabbitmqEnv(ports, node = BROKER_NODE) {
  const home = INSIDE.rabbitmq;
  return {
    HOME: home,
    RUNNING_UNDER_SYSTEMD: "1", // makes the script exec the VM, which then handles SIGTERM itself
    RABBITMQ_NODENAME: `${node}@localhost`,
    RABBITMQ_DIST_PORT: String(ports.distribution),
    ERL_EPMD_PORT: String(ports.epmd),
    ERL_EPMD_ADDRESS: "127.0.0.1",
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS:
      "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none",
    RABBITMQ_CONFIG_FILE: `${home}/${node === BROKER_NODE ? "rabbitmq" : node}.conf`,
    RABBITMQ_CONF_ENV_FILE: "/dev/null",
    RABBITMQ_ENABLED_PLUGINS_FILE: `${home}/enabled_plugins`,
    RABBITMQ_MNESIA_BASE: `${home}/data`,
    RABBITMQ_GENERATED_CONFIG_DIR: `${home}/generated`,
    RABBITMQ_LOG_BASE: `${home}/log`,
  };
}

/** @param {string} adminPassword of the database manager, which is off anyway */
export function odooConf(adminPassword) {
  return [
    "[options]",
    `addons_path = /usr/lib/python3/dist-packages/odoo/addons,${INSIDE.addons}`,
    `data_dir = ${INSIDE.odoo}/data`,
    `db_host = ${INSIDE.socket}`,
    "db_user = odoo",
    "http_interface = 127.0.0.1",
    "list_db = False",
    "max_cron_threads = 1",
    `admin_passwd = ${adminPassword}`,
    "",
  ].join("\n");
}

/** @param {string[]} args the first one may be a command of Odoo's, "module uninstall" too */
export function odoo(args) {
  const [command = "", ...rest] = args;
  const sub = command.startsWith("-") ? [] : command.split(" ");
  const options = sub.length ? rest : args;
  return {
    user: "odoo",
    argv: ["odoo", ...sub, "-c", `${INSIDE.odoo}/odoo.conf`, ...options],
    // The root is read-only and the addons are the clone's: no .pyc belongs in either.
    env: { HOME: INSIDE.odoo, PYTHONDONTWRITEBYTECODE: "1" },
  };
}
