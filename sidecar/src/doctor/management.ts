import { Retryable } from "../core/errors.ts";

/** What RabbitMQ's management API says of one vhost; fields that nobody here reads are left out. */
export interface BrokerFacts {
  readonly version: string;
  readonly nodes: readonly Node[];
  readonly queues: readonly QueueFact[];
  readonly exchanges: readonly ExchangeFact[];
  readonly bindings: readonly BindingFact[];
  /** Queue of each consumer; the count that comes with a queue is seconds behind. */
  readonly consumed: readonly string[];
}

interface Node {
  readonly name: string;
  readonly running: boolean;
  readonly mem_alarm?: boolean;
  readonly disk_free_alarm?: boolean;
}

export interface QueueFact {
  readonly name: string;
  readonly type: string;
  readonly durable: boolean;
  readonly arguments: Readonly<Record<string, unknown>>;
  /** Policy and operator policy together, as the broker applies them. */
  readonly effective_policy_definition?: Readonly<Record<string, unknown>> | null;
  readonly policy?: string | null;
  readonly messages?: number;
  /** Of a replicated queue. */
  readonly members?: readonly string[];
  readonly online?: readonly string[];
}

export interface ExchangeFact {
  readonly name: string;
  readonly type: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

export interface BindingFact {
  readonly source: string;
  readonly destination: string;
  readonly routing_key: string;
}

const TIMEOUT_MS = 10_000;

/**
 * @param url of the management API with user and password; a user with the tag `monitoring` will do
 * @throws Retryable `management_unreachable`, `management_refused`
 */
export async function readBroker(url: URL, vhost: string): Promise<BrokerFacts> {
  const get = <Answer>(path: string): Promise<Answer> => getJson<Answer>(url, path);
  const scope = encodeURIComponent(vhost);
  const [overview, nodes, queues, exchanges, bindings, consumers] = await Promise.all([
    get<{ rabbitmq_version: string }>("overview"),
    get<Node[]>("nodes"),
    get<QueueFact[]>(`queues/${scope}`),
    get<ExchangeFact[]>(`exchanges/${scope}`),
    get<BindingFact[]>(`bindings/${scope}`),
    get<{ queue: { name: string } }[]>(`consumers/${scope}`),
  ]);
  const consumed = consumers.map(({ queue }) => queue.name);
  return { version: overview.rabbitmq_version, nodes, queues, exchanges, bindings, consumed };
}

async function getJson<Answer>(base: URL, path: string): Promise<Answer> {
  const { username, password } = base;
  const target = new URL(`api/${path}`, base.href.endsWith("/") ? base : `${base.href}/`);
  target.username = target.password = "";
  const basic = [username, password].map(decodeURIComponent).join(":");
  const authorization = `Basic ${Buffer.from(basic).toString("base64")}`;
  let response: Response;
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    response = await fetch(target, { headers: { authorization }, signal });
  } catch (cause) {
    throw new Retryable(
      "management_unreachable",
      `the management API does not answer on ${target.origin}`,
      { remedy: "enable the plugin rabbitmq_management, or correct MANAGEMENT_URL", cause },
    );
  }
  if (!response.ok) {
    throw new Retryable(
      "management_refused",
      `the management API answered ${String(response.status)} to ${target.pathname}`,
      { remedy: "give the user of MANAGEMENT_URL the tag monitoring and access to the vhost" },
    );
  }
  return (await response.json()) as Answer;
}
