// @ts-check
import { rabbitmq, rabbitmqctl } from "./services.mjs";

/** RabbitMQ of an instance, by its HTTP API. */
export class Broker {
  /** @param {import("./instance.mjs").Instance} instance */
  constructor(instance) {
    this.instance = instance;
  }

  command() {
    return rabbitmq(this.instance.ports);
  }

  /**
   * @param {string} vhost
   * @param {{ user: string, password: string }} [as]
   */
  url(vhost, { user, password } = this.instance.info.broker) {
    const { amqp } = this.instance.ports;
    return `amqp://${user}:${password}@127.0.0.1:${amqp}/${encodeURIComponent(vhost)}`;
  }

  /** @returns {Promise<boolean>} serves AMQP, not only HTTP */
  async answers() {
    try {
      const port = this.instance.ports.amqp;
      const answer = await this.call("GET", `/health/checks/port-listener/${port}`);
      return answer?.status === "ok";
    } catch {
      return false;
    }
  }

  /** How rabbitmqctl is run. @param {string[]} args */
  ctl(args) {
    return { ...rabbitmqctl(this.instance.ports, args), inRoot: true };
  }

  /** @param {string} name */
  async createVhost(name) {
    const vhost = `/vhosts/${encodeURIComponent(name)}`;
    const there = await this.call("GET", "/vhosts");
    if (there.some((/** @type {any} */ other) => other.name === name))
      await this.call("DELETE", vhost);
    await this.call("PUT", vhost, {});
    return this.url(name);
  }

  /**
   * Messages in the queues named so, with those a consumer holds. Exact: the HTTP API is seconds
   * behind.
   * @param {string} vhost
   * @param {RegExp} queues
   */
  async queueLength(vhost, queues) {
    const args = ["-q", "list_queues", "-p", vhost, "name", "messages", "--no-table-headers"];
    const { code, stdout, stderr } = await this.instance.run(this.ctl(args));
    if (code !== 0) throw new Error(`rabbitmqctl list_queues failed: ${stderr.trim()}`);
    return stdout
      .split("\n")
      .map((line) => line.split("\t"))
      .filter(([name = ""]) => queues.test(name))
      .reduce((sum, [, messages]) => sum + Number(messages), 0);
  }

  /**
   * @param {string} method
   * @param {string} path below /api
   * @param {object} [body]
   * @returns {Promise<any>}
   */
  async call(method, path, body) {
    const { user, password } = this.instance.info.broker;
    const url = `http://127.0.0.1:${this.instance.ports.management}/api${path}`;
    const response = await fetch(url, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
        "content-type": "application/json",
      },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok)
      throw new Error(`RabbitMQ answered ${response.status} to ${method} ${path}: ${text}`);
    return text ? JSON.parse(text) : undefined;
  }
}
