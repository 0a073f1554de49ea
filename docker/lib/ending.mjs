// @ts-check

/** Ends the stack in order on Ctrl-C or SIGTERM; a second Ctrl-C does not wait. */
export class Ending {
  asked = false;

  constructor() {
    /** @type {(() => Promise<void>)[]} */
    this.steps = [];
    /** @type {Promise<void[]> | undefined} */
    this.ended = undefined;
    /** Resolves when somebody asks for the end. */
    this.signal = new Promise((resolve) => {
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
        process.on(signal, () => {
          if (this.asked) process.exit(130);
          this.asked = true;
          console.log("\nEnding the stack; the data stays.");
          resolve(undefined);
          // Whatever was under way fails when the instance goes; before there is one, nothing needs an order.
          void this.end().then(() => process.exit(0));
        });
      }
    });
  }

  /** @param {() => Promise<void>} step */
  before(step) {
    this.steps.push(step);
  }

  end() {
    this.ended ??= Promise.all(this.steps.map((step) => step()));
    return this.ended;
  }
}
