// @ts-check
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { layout } from "./paths.mjs";
import { initdb, postgresClient } from "./services.mjs";

/** The databases of an instance. */
export class Databases {
  /** @param {import("./instance.mjs").Instance} instance */
  constructor(instance) {
    this.instance = instance;
  }

  /** An empty cluster. */
  async initialise() {
    await this.checked({ ...initdb, env: { HOME: "/tmp" } });
  }

  /** The role that owns Odoo's databases, no superuser. */
  async createRole() {
    await this.checked(postgresClient("createuser", ["--createdb", "odoo"], "postgres"));
  }

  /** @returns {Promise<boolean>} */
  async answers() {
    const { code } = await this.run(postgresClient("pg_isready", ["-q", "-d", "postgres"]));
    return code === 0;
  }

  /**
   * @param {string} db
   * @param {{ template?: string }} [options]
   */
  async create(db, { template } = {}) {
    const from = template ? ["-T", template] : ["-T", "template0", "-E", "UTF8"];
    await this.checked(postgresClient("createdb", [...from, db]));
    if (template) this.linkFiles(template, db);
  }

  /** @param {string} db */
  async drop(db) {
    await this.checked(postgresClient("dropdb", ["--force", "--if-exists", db]));
    fs.rmSync(this.files(db), { recursive: true, force: true });
  }

  /** @param {string} db @returns {Promise<boolean>} */
  async exists(db) {
    const name = db.replaceAll("'", "''");
    const rows = await this.sql(
      "postgres",
      `select 1 as one from pg_database where datname = '${name}'`,
    );
    return rows.length > 0;
  }

  /**
   * @param {string} db
   * @param {string} statement
   * @returns {Promise<any[]>}
   */
  async sql(db, statement) {
    const query = /^\s*(select|with|table|values)\b/i.test(statement);
    const text = statement.trim().replace(/;$/, "");
    const input = query ? `select coalesce(json_agg(q), '[]') from (${text}) q;` : statement;
    const args = ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", db];
    const { stdout } = await this.checked({ ...postgresClient("psql", args), input });
    return query ? JSON.parse(stdout) : [];
  }

  /** @param {string} db the folder of Odoo's attachments */
  files(db) {
    return path.join(layout(this.instance.state).odoo, "data/filestore", db);
  }

  /**
   * Odoo never changes a stored file, it only adds and removes names: hard links are safe.
   * @param {string} from
   * @param {string} to
   */
  linkFiles(from, to) {
    if (!fs.existsSync(this.files(from))) return;
    fs.rmSync(this.files(to), { recursive: true, force: true });
    execFileSync("cp", ["-al", "-T", this.files(from), this.files(to)]);
  }

  /** @param {import("./processes.mjs").RunSpec} spec */
  run(spec) {
    return this.instance.run({ ...spec, inRoot: true });
  }

  /** @param {import("./processes.mjs").RunSpec} spec */
  async checked(spec) {
    const result = await this.run(spec);
    if (result.code === 0) return result;
    const command = path.basename(spec.argv[0]);
    throw new Error(`${command} failed: ${(result.stderr || result.stdout).trim()}`);
  }
}
