// @ts-check
// Every kind of fault. `strike` does the damage and keeps it up for its time; whatever it left
// behind is undone by `Stack.heal`, and by its own `heal` before that, where it has one.
import answersLost from "./answers-lost.mjs";
import bindingDeleted from "./binding-deleted.mjs";
import brokerDiskAlarm from "./broker-disk-alarm.mjs";
import brokerFreeze from "./broker-freeze.mjs";
import brokerKill from "./broker-kill.mjs";
import brokerMemoryAlarm from "./broker-memory-alarm.mjs";
import brokerReset from "./broker-reset.mjs";
import brokerSilent from "./broker-silent.mjs";
import brokerUnreachable from "./broker-unreachable.mjs";
import confirmsLost from "./confirms-lost.mjs";
import duplicates from "./duplicates.mjs";
import odooFreeze from "./odoo-freeze.mjs";
import odooKill from "./odoo-kill.mjs";
import odooReset from "./odoo-reset.mjs";
import odooSilent from "./odoo-silent.mjs";
import odooUnreachable from "./odoo-unreachable.mjs";
import odooWorkerKill from "./odoo-worker-kill.mjs";
import postgresBackendKill from "./postgres-backend-kill.mjs";
import postgresDeaf from "./postgres-deaf.mjs";
import postgresDiskFull from "./postgres-disk-full.mjs";
import postgresFreeze from "./postgres-freeze.mjs";
import postgresKill from "./postgres-kill.mjs";
import postgresReset from "./postgres-reset.mjs";
import powerCut from "./power-cut.mjs";
import reorder from "./reorder.mjs";
import sidecarFreeze from "./sidecar-freeze.mjs";
import sidecarKill from "./sidecar-kill.mjs";
import sidecarRestart from "./sidecar-restart.mjs";
import slowNetwork from "./slow-network.mjs";
import takeover from "./takeover.mjs";
import zombie from "./zombie.mjs";

/**
 * @typedef {ReturnType<typeof import("../../../docker/simulator/random.mjs").seeded>} Random
 *
 * @typedef {object} Fault
 * @property {string} kind
 * @property {number} weight how often it is drawn, in comparison
 * @property {(stack: import("../stack/stack.mjs").Stack, random: Random,
 *   load: import("../load/load.mjs").Load) => Promise<string>} strike
 *   returns what it did, for the report
 * @property {(stack: import("../stack/stack.mjs").Stack) => Promise<void>} [heal]
 * @property {boolean} [losesOrder] messages may pass each other before they reach the intake
 */

/** @type {Fault[]} */
const FAULTS = [
  answersLost,
  bindingDeleted,
  brokerDiskAlarm,
  brokerFreeze,
  brokerKill,
  brokerMemoryAlarm,
  brokerReset,
  brokerSilent,
  brokerUnreachable,
  confirmsLost,
  duplicates,
  odooFreeze,
  odooKill,
  odooReset,
  odooSilent,
  odooUnreachable,
  odooWorkerKill,
  postgresBackendKill,
  postgresDeaf,
  postgresDiskFull,
  postgresFreeze,
  postgresKill,
  postgresReset,
  powerCut,
  reorder,
  sidecarFreeze,
  sidecarKill,
  sidecarRestart,
  slowNetwork,
  takeover,
  zombie,
];

export const KINDS = FAULTS.map(({ kind }) => kind);

/**
 * The faults of a run: every kind once, in random order, then drawn by weight.
 * @param {{ faults: number, only: string[] }} options
 * @param {Random} random
 */
export function schedule({ faults, only }, random) {
  const chosen = FAULTS.filter(({ kind }) => only.length === 0 || only.includes(kind));
  const weights = Object.fromEntries(chosen.map(({ kind, weight }) => [kind, weight]));
  const each = shuffled(chosen, random).slice(0, faults);
  const drawn = Array.from({ length: faults - each.length }, () => {
    const kind = random.weighted(weights);
    return /** @type {Fault} */ (chosen.find((fault) => fault.kind === kind));
  });
  return [...each, ...drawn];
}

/** @param {Fault[]} faults @param {Random} random */
function shuffled(faults, random) {
  const left = [...faults];
  return faults.map(() => left.splice(random.integer(0, left.length - 1), 1)[0]);
}
