/** A vhost of one test file, and what only the broker's management can do to it. */
import { randomUUID } from "node:crypto";

import { eventually } from "../../support/eventually.ts";

export class Vhost {
  private constructor(
    readonly name: string,
    readonly amqpUrl: string,
    private readonly management: URL,
  ) {}

  static async create(): Promise<Vhost> {
    const amqp = new URL(setting("AMQP_URL"));
    const management = new URL(setting("MANAGEMENT_URL"));
    const name = `sidecar-${randomUUID()}`;
    amqp.pathname = `/${name}`;
    const vhost = new Vhost(name, amqp.toString(), management);
    await vhost.api("PUT", `vhosts/${name}`);
    const user = amqp.username || "guest";
    const all = { configure: ".*", write: ".*", read: ".*" };
    await vhost.api("PUT", `permissions/${name}/${user}`, all);
    return vhost;
  }

  /**
   * Cuts the `count` connections whose client named them so, as a broker restart would. The
   * management interface learns of a connection seconds after it was made.
   */
  async cutConnections(named: RegExp, count: number): Promise<void> {
    const found = await eventually(`${count} connections named ${named.source}`, async () => {
      const ours = (await this.connections()).filter(({ user }) => named.test(user));
      return ours.length === count ? ours : undefined;
    });
    for (const { name } of found) {
      await this.api("DELETE", `connections/${encodeURIComponent(name)}`);
    }
  }

  private async connections(): Promise<{ name: string; user: string }[]> {
    const all = (await this.api("GET", `vhosts/${this.name}/connections`)) as {
      name: string;
      client_properties?: { connection_name?: string };
    }[];
    return all.map(({ name, client_properties }) => ({
      name,
      user: client_properties?.connection_name ?? "",
    }));
  }

  queues(): Promise<{ name: string; type: string; arguments: Record<string, unknown> }[]> {
    return this.api("GET", `queues/${this.name}`) as never;
  }

  async delete(): Promise<void> {
    await this.api("DELETE", `vhosts/${this.name}`);
  }

  private async api(method: string, path: string, body?: object): Promise<unknown> {
    const url = new URL(`/api/${path}`, this.management.origin);
    const { username = "guest", password = "guest" } = this.management;
    const login = `${username || "guest"}:${password || "guest"}`;
    const response = await fetch(url, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(login).toString("base64")}`,
        "content-type": "application/json",
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok && response.status !== 404) {
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    }
    const text = await response.text();
    return text ? JSON.parse(text) : undefined;
  }
}

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the suite by npm test`);
  return value;
}
