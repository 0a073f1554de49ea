// @ts-check

/** Odoo answered, with an error: its transaction was rolled back. */
export class Refused extends Error {
  refused = true;
}

/** A signed-in user of Odoo's web client. Signs in again when the session is gone. */
export class OdooSession {
  /** @type {string | undefined} */
  #cookie;

  /** @param {string} url @param {string} database @param {number} patience milliseconds a call may take */
  constructor(url, database, patience) {
    this.url = url;
    this.database = database;
    this.patience = patience;
  }

  /**
   * `env[model].method(*args, **kwargs)` in one transaction.
   * @param {string} model
   * @param {string} method
   * @param {unknown[]} args
   * @param {object} [kwargs]
   * @returns {Promise<any>}
   * @throws {Refused} when Odoo says no; any other error leaves open what took effect
   */
  async call(model, method, args, kwargs = {}) {
    this.#cookie ??= await this.#signIn();
    const path = `/web/dataset/call_kw/${model}/${method}`;
    return (await this.#post(path, { model, method, args, kwargs })).result;
  }

  async #signIn() {
    const credentials = { db: this.database, login: "admin", password: "admin" };
    const { response } = await this.#post("/web/session/authenticate", credentials);
    const session = /session_id=[^;]+/.exec(response.headers.get("set-cookie") ?? "");
    if (!session) throw new Error("Odoo gave no session");
    return session[0];
  }

  /** @param {string} path @param {object} params */
  async #post(path, params) {
    const response = await fetch(`${this.url}${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(this.#cookie ? { cookie: this.#cookie } : {}),
      },
      body: JSON.stringify({ jsonrpc: "2.0", method: "call", params }),
      signal: AbortSignal.timeout(this.patience),
    });
    if (!response.ok) throw new Error(`Odoo answered ${response.status}`);
    const { result, error } = /** @type {any} */ (await response.json());
    if (error?.code === 100) this.#cookie = undefined; // the session expired
    if (!error) return { result, response };
    const message = error.data?.message ?? error.message;
    // A connection that was lost during the commit leaves open whether it took effect.
    if (error.data?.name?.startsWith("psycopg2.")) throw new Error(message);
    throw new Refused(message);
  }
}
