// @ts-check
// Bugs that the oracle must find. Each is a classic way to lose or double events, planted in a copy.

/**
 * @typedef {[file: string, from: string, to: string]} Edit `from` occurs exactly once
 * @typedef {object} Mutation
 * @property {string} name
 * @property {Edit[]} [addon] in odoo_addons/stock_control_tower
 * @property {Edit[]} [sidecar] in sidecar/src
 * @property {string[]} [sql] run once the stack is up
 * @property {string[]} kinds faults that bring it out
 * @property {RegExp} shows the violation that tells it
 */

/** @type {Mutation[]} */
export const MUTATIONS = [
  {
    name: "messages are acknowledged before Odoo has committed",
    sidecar: [
      [
        "inbound/receiver.ts",
        "    const items = batch.map(({ item }) => item);\n",
        "    const items = batch.map(({ item }) => item);\n    for (const { delivery } of batch) delivery.ack();\n",
      ],
      ["inbound/settle.ts", "if (!entry.delivery.ack()) metrics.staleAcks.inc();", ""],
    ],
    kinds: ["sidecar-kill", "power-cut"],
    shows: /was confirmed and is lost/,
  },
  {
    name: "repeats are not recognised",
    addon: [
      [
        "models/inbox/ingest.py",
        "recognise(deliveries, inbox._stored_answers(deliveries))",
        "recognise(deliveries, {})",
      ],
    ],
    sql: [
      `do $$ declare name text; begin
         for name in select indexname from pg_indexes where tablename = 'stock_tower_inbox'
                        and indexdef like 'CREATE UNIQUE%' and indexname not like '%pkey'
         loop execute format('drop index %I', name); end loop;
       end $$`,
    ],
    kinds: ["duplicates", "answers-lost"],
    shows: /was applied more than once/,
  },
  {
    name: "the outbox is read by id, which is taken before commit",
    addon: [
      [
        "sql/number.sql",
        "SET last_value = last_value + (SELECT count(*) FROM batch)",
        "SET last_value = GREATEST(last_value, (SELECT max(id) FROM batch))",
      ],
      ["sql/number.sql", "SET sequence = counter.base + batch.place", "SET sequence = o.id"],
    ],
    kinds: ["slow-network", "sidecar-restart", "odoo-worker-kill"],
    shows: /was not published/,
  },
  {
    name: "events are written outside the transaction of their stock",
    addon: [
      [
        "models/ledger/outbox_emit.py",
        '            {"line_ids": _array(frame.line_ids), "counted": counted},\n            frame,\n        )\n',
        `            {"line_ids": _array(frame.line_ids), "counted": counted},
            frame,
        )
        # Into a transaction of their own: committed whatever becomes of the moves.
        self.env.cr.execute(
            """DELETE FROM stock_tower_outbox o
                WHERE sequence IS NULL AND move_line_id = ANY(%s::integer[])
            RETURNING to_jsonb(o)::text""",
            [_array(frame.line_ids)],
        )
        rows = [row for (row,) in self.env.cr.fetchall()]
        with self.env.registry.cursor() as own:
            own.execute(
                """INSERT INTO stock_tower_outbox
                   SELECT made.* FROM unnest(%s::text[]) AS row (json),
                     jsonb_populate_record(NULL::stock_tower_outbox, json::jsonb
                       || jsonb_build_object('id', nextval('stock_tower_outbox_id_seq'))) AS made""",
                [rows],
            )
`,
      ],
    ],
    kinds: ["odoo-worker-kill", "postgres-backend-kill", "odoo-kill"],
    shows: /move line \d+: 0 done, 1 events/,
  },
  {
    name: "nobody watches for messages that reached no queue",
    sidecar: [
      [
        "amqp/unrouted-guard.ts",
        "  async check(): Promise<number> {\n    let found = 0;",
        "  async check(): Promise<number> {\n    let found = 0;\n    if (found === 0) return found;",
      ],
    ],
    kinds: ["binding-deleted"],
    shows: /was not published|was confirmed and is lost/,
  },
  {
    name: "a retry goes under a new id",
    sidecar: [
      [
        "inbound/receiver.ts",
        "const items = batch.map(({ item }) => item);",
        `const items = batch.map(({ item }) =>
      this.#failures > 0 && "body" in item
        ? {
            ...item,
            body: item.body.replace(
              /"(id|businessKey)":"([^"]+)"/g,
              (_all, name: string, value: string) => \`"\${name}":"\${value}-\${Date.now()}"\`,
            ),
          }
        : item,
    );`,
      ],
    ],
    kinds: ["answers-lost", "odoo-reset"],
    shows: /is of a message nobody sent/,
  },
  {
    name: "the factor of a unit is turned round",
    addon: [
      [
        "lib/inbound/unit.py",
        "    return convert(times, unit.factor, product.unit.factor)\n\n\ndef _meant",
        "    return convert(times, product.unit.factor, unit.factor)\n\n\ndef _meant",
      ],
    ],
    kinds: ["sidecar-restart"],
    shows: /says \[.*\], did \[|expected applied/,
  },
];
