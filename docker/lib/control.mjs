// @ts-check
import { EventEmitter } from "node:events";
import net from "node:net";
import readline from "node:readline";

/** The other end of an instance's control socket. Emits "exit" like Processes, and "close". */
export class Control extends EventEmitter {
  /** @param {net.Socket} socket */
  constructor(socket) {
    super();
    this.setMaxListeners(0);
    this.socket = socket;
    this.lastId = 0;
    /** @type {Map<number, { resolve: (value: any) => void, reject: (error: Error) => void }>} */
    this.pending = new Map();
    readline
      .createInterface({ input: socket })
      .on("line", (line) => this.receive(JSON.parse(line)));
    socket.on("error", () => {});
    socket.once("close", () => {
      for (const { reject } of this.pending.values()) reject(new Error("The instance has ended."));
      this.pending.clear();
      this.emit("close");
    });
  }

  /**
   * @param {string} path
   * @returns {Promise<Control>}
   */
  static connect(path) {
    return new Promise((resolve, reject) => {
      const socket = net.connect(path);
      socket.once("connect", () => resolve(new Control(socket)));
      socket.once("error", (cause) =>
        reject(new Error(`No instance listens on ${path}.`, { cause })),
      );
    });
  }

  /**
   * @param {"start" | "run" | "signal" | "list"} op
   * @param {object} [args]
   * @returns {Promise<any>}
   */
  call(op, args = {}) {
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      if (this.socket.destroyed) reject(new Error("The instance has ended."));
      this.pending.set(id, { resolve, reject });
      this.socket.write(JSON.stringify({ id, op, ...args }) + "\n");
    });
  }

  /** @param {any} message */
  receive({ id, event, result, error, ...notice }) {
    if (event) return void this.emit(event, notice);
    const call = this.pending.get(id);
    this.pending.delete(id);
    if (error === undefined) call?.resolve(result);
    else call?.reject(new Error(error));
  }

  close() {
    this.socket.end();
  }
}
