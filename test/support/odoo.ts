/** Odoo as a browser session sees it: sign in, then call model methods. */

interface RpcAnswer<T> {
  result?: T;
  error?: { message: string; data?: { name?: string; message?: string } };
}

/** An error Odoo answered with; `type` is the Python class, `message` what a user reads. */
export class OdooError extends Error {
  constructor(
    readonly type: string,
    message: string,
  ) {
    super(message);
  }
}

export class Odoo {
  private constructor(
    readonly url: string,
    readonly cookie: string,
    readonly userId: number,
  ) {}

  static async signIn(url: string, db: string, login = "admin", password = "admin"): Promise<Odoo> {
    const response = await post(`${url}/web/session/authenticate`, { db, login, password });
    const { uid } = await answer<{ uid: number }>(response);
    const session = /session_id=[^;]+/.exec(response.headers.get("set-cookie") ?? "");
    if (!session) throw new Error(`Odoo at ${url} gave no session to ${login}`);
    return new Odoo(url, session[0], uid);
  }

  /** Calls `env[model].method(*args, **kwargs)` in one transaction. */
  async call<T>(
    model: string,
    method: string,
    args: unknown[] = [],
    kwargs: Record<string, unknown> = {},
  ): Promise<T> {
    const response = await post(
      `${this.url}/web/dataset/call_kw/${model}/${method}`,
      { model, method, args, kwargs },
      { cookie: this.cookie },
    );
    return answer<T>(response);
  }

  create(model: string, values: object): Promise<number> {
    return this.call<number[]>(model, "create", [[values]]).then((ids) => first(ids, model));
  }

  search(model: string, domain: unknown[]): Promise<number[]> {
    return this.call(model, "search", [domain]);
  }

  read<T>(model: string, ids: number[], fields: string[]): Promise<T[]> {
    return this.call(model, "read", [ids, fields]);
  }

  write(model: string, ids: number[], values: object): Promise<boolean> {
    return this.call(model, "write", [ids, values]);
  }
}

function first(ids: number[], model: string): number {
  const [id] = ids;
  if (id === undefined) throw new Error(`Odoo created no ${model}`);
  return id;
}

function post(url: string, params: object, headers: Record<string, string> = {}) {
  return fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ jsonrpc: "2.0", method: "call", params }),
  });
}

async function answer<T>(response: Response): Promise<T> {
  if (!response.ok) throw new Error(`Odoo answered ${response.status}: ${await response.text()}`);
  const { result, error } = (await response.json()) as RpcAnswer<T>;
  if (error) {
    throw new OdooError(error.data?.name ?? "unknown", error.data?.message ?? error.message);
  }
  return result as T;
}
