/**
 * The simulator's own file: one JSON object a line, written before the act it
 * announces, so that whatever dies, the file tells what may have happened.
 */
import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs";

export class Ledger {
  #file;

  /** @param {string} path created or appended to */
  constructor(path) {
    this.#file = openSync(path, "a");
  }

  /** Adds a line; it may still be in the kernel's memory. */
  note(line) {
    writeSync(this.#file, `${JSON.stringify(line)}\n`);
  }

  /** Adds a line and returns when the disk has it. */
  commit(line) {
    this.note(line);
    this.flush();
  }

  /** Returns when the disk has every line. */
  flush() {
    fdatasyncSync(this.#file);
  }

  close() {
    this.flush();
    closeSync(this.#file);
  }
}
