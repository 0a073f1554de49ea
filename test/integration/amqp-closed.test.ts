// Closing while the broker is out of reach: what hangs here keeps a sidecar from letting go of its
// lanes for ever.
import { once } from "node:events";
import net, { type AddressInfo, type Socket } from "node:net";

import amqp from "amqplib";
import { afterAll, beforeAll, expect, test } from "vitest";

import { closed } from "../../sidecar/src/amqp/closed.ts";
import { Vhost } from "./sidecar-parts/vhost.ts";

let vhost: Vhost;
/** On the way to the broker. */
let relay: net.Server;
let url: URL;
let ends: Socket[] = [];

beforeAll(async () => {
  vhost = await Vhost.create();
  url = new URL(vhost.amqpUrl);
  const broker = { port: Number(url.port), host: url.hostname };
  relay = net.createServer((client) => {
    const server = net.connect(broker);
    ends = [client, server];
    for (const end of ends) end.on("error", () => undefined);
    client.pipe(server).pipe(client);
  });
  relay.listen(0, "127.0.0.1");
  await once(relay, "listening");
  url.host = `127.0.0.1:${String((relay.address() as AddressInfo).port)}`;
});
afterAll(async () => {
  relay?.close();
  await vhost?.delete();
});

test.each(["channel", "connection"])("a %s whose socket goes before the answer", async (what) => {
  const connection = await amqp.connect(url.toString());
  connection.on("error", () => undefined);
  const channel = await connection.createChannel();
  const [client, server] = ends;
  if (client) server?.unpipe(client);
  const closing = closed(what === "channel" ? channel : connection);
  client?.destroy();
  await expect(closing).resolves.toBeUndefined();
});

test("where the broker answers, it is closed in order", async () => {
  const connection = await amqp.connect(url.toString());
  await closed(await connection.createChannel());
  await closed(connection);
  await expect(connection.createChannel()).rejects.toThrow();
});
