/**
 * Who may import whom. Everything that is not listed for a part is forbidden.
 * `npm run check` runs this through scripts/check/imports.mjs, which fails when nothing was seen.
 */

/** Parts of the sidecar and what each may use beside itself. */
const SIDECAR = {
  generated: [],
  lib: [],
  core: ["generated", "lib"],
  observability: ["core", "lib"],
  adapters: ["core", "generated", "lib"],
  amqp: ["core", "generated", "lib", "observability"],
  odoo: ["core", "generated", "lib", "observability"],
  outbound: ["core", "generated", "lib", "observability", "amqp", "odoo"],
  inbound: ["core", "generated", "lib", "observability", "amqp", "odoo"],
  http: ["core", "generated", "lib", "observability"],
  doctor: ["core", "lib", "observability", "odoo"],
};

/** Parts of the user interface; types may be used everywhere. */
const UI = {
  lib: [],
  services: ["lib"],
  stores: ["services", "lib"],
  components: ["lib"],
  pages: ["components", "stores", "services", "lib"], // a page makes its services and hands them to stores
};

/** @param {string} root @param {Record<string, string[]>} parts @param {string[]} everywhere */
function layers(root, parts, everywhere) {
  return Object.entries(parts).map(([part, others]) => ({
    name: `${root.split("/")[0]}-${part}`,
    comment: `${root}/${part} may import itself, ${[...others, ...everywhere].join(", ") || "nothing"}`,
    severity: "error",
    from: { path: `^${root}/${part}/`, pathNot: "\\.test\\.ts$" },
    to: {
      path: `^${root}/`,
      pathNot: `^${root}/(${[part, ...others, ...everywhere].join("|")})/`,
      // The shape of a setting or a state may be named; the value must be handed over.
      dependencyTypesNot: ["type-only"],
    },
  }));
}

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...layers("sidecar/src", SIDECAR, []),
    ...layers("owl_ui/src", UI, ["types"]),
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "products-apart",
      comment: "sidecar, user interface and stack meet only over AMQP and HTTP",
      severity: "error",
      from: { path: "^(sidecar|owl_ui|docker)/" },
      to: { path: "^(sidecar|owl_ui|docker|test|scripts)/", pathNot: ["^$1/", "node_modules"] },
    },
    {
      name: "tests-from-outside",
      comment: "a level above unit drives the product from outside; the contract may be imported",
      severity: "error",
      from: { path: "^test/" },
      to: {
        path: "^(sidecar|owl_ui)/",
        pathNot: ["^sidecar/src/generated/", "^sidecar/src/core/validate-event", "node_modules"],
      },
    },
    {
      name: "simulator-apart",
      comment:
        "the simulated partner imports nothing of ours: it is given a catalogue and an address",
      severity: "error",
      from: { path: "^docker/simulator/" },
      to: { path: "^docker/", pathNot: "^docker/simulator/" },
    },
    {
      name: "amqp-in-one-place",
      comment: "only sidecar/src/amqp speaks AMQP, so that a broker change stays there",
      severity: "error",
      from: { path: "^sidecar/src/", pathNot: "^sidecar/src/amqp/|\\.test\\.ts$" },
      to: { path: "node_modules/amqplib", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "nobody-imports-main",
      severity: "error",
      from: { pathNot: "^(sidecar|owl_ui)/src/main\\.ts$" },
      to: { path: "^(sidecar|owl_ui)/src/main\\.ts$" },
    },
    {
      name: "resolvable",
      comment: "Odoo's own modules exist only in Odoo's loader",
      severity: "error",
      from: { pathNot: "^owl_ui/" },
      to: { couldNotResolve: true },
    },
    {
      name: "declared",
      comment: "a package that is used is declared in the package.json beside it",
      severity: "error",
      from: { pathNot: "^owl_ui/" },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(dist|results|node_modules/\\.)/" },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "types", "default"],
      extensions: [".ts", ".mjs", ".js", ".cjs", ".json", ".d.ts"],
    },
  },
};
