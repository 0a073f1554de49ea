// @ts-check
// A TCP (or Unix socket) relay that can be cut, fall silent, lose the answers, or be slow.
import fs from "node:fs";
import net from "node:net";

/**
 * `pass` forwards. `silent` forwards nothing and closes nothing: to both ends the other one is
 * there and says nothing, as behind a dead firewall. `deaf` loses what the server answers, so the
 * client never learns what took effect. `closed` refuses.
 * @typedef {"pass" | "silent" | "deaf" | "closed"} Mode
 */

export class Proxy {
  /** @param {string} name @param {import("node:net").NetConnectOpts} target */
  constructor(name, target) {
    this.name = name;
    this.target = target;
    /** @type {Mode} */
    this.mode = "pass";
    /** Milliseconds that each piece is late. */
    this.delay = 0;
    /** @type {Set<Pair>} */
    this.pairs = new Set();
    this.server = net.createServer({ allowHalfOpen: false }, (client) => this.#accept(client));
  }

  /** @param {{ port: number, host: string } | { path: string }} at */
  async listen(at) {
    await new Promise((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen(at, () => resolve(undefined));
    });
    // Odoo runs as a user of its own.
    if ("path" in at) fs.chmodSync(at.path, 0o777);
  }

  /** Resets every connection; new ones are made as the mode allows. */
  cut() {
    for (const pair of this.pairs) pair.reset();
  }

  /** As if nothing had been; connections that lost bytes cannot go on and are reset. */
  restore() {
    this.mode = "pass";
    this.delay = 0;
    for (const pair of this.pairs) if (pair.lostBytes) pair.reset();
  }

  async close() {
    this.mode = "closed";
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** @param {net.Socket} client */
  #accept(client) {
    if (this.mode === "closed") return void client.destroy();
    const pair = new Pair(this, client, net.connect(this.target));
    this.pairs.add(pair);
  }
}

class Pair {
  /** @param {Proxy} proxy @param {net.Socket} client @param {net.Socket} server */
  constructor(proxy, client, server) {
    this.proxy = proxy;
    this.client = client;
    this.server = server;
    this.lostBytes = false;
    this.#forward(client, server, (mode) => mode === "silent");
    this.#forward(server, client, (mode) => mode !== "pass");
  }

  reset() {
    this.proxy.pairs.delete(this);
    for (const end of [this.client, this.server]) {
      if (end.remoteAddress) end.resetAndDestroy();
      else end.destroy(); // a Unix socket knows no reset
    }
  }

  /**
   * @param {net.Socket} from
   * @param {net.Socket} to
   * @param {(mode: Mode) => boolean} loses
   */
  #forward(from, to, loses) {
    const later = (/** @type {() => void} */ act) =>
      this.proxy.delay ? setTimeout(act, this.proxy.delay) : act();
    from.on("data", (chunk) => {
      if (loses(this.proxy.mode)) return void (this.lostBytes = true);
      later(() => {
        if (!to.destroyed && !to.write(chunk)) from.pause();
      });
    });
    to.on("drain", () => from.resume());
    from.on("error", () => {}); // "close" follows
    from.on("close", () => {
      if (this.proxy.mode === "silent") return void (this.lostBytes = true);
      this.proxy.pairs.delete(this);
      later(() => to.destroy());
    });
  }
}
