import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Plugin } from "vite";

const TRANSLATION_MODULE = "@web/core/l10n/translation";
const VIRTUAL_TRANSLATION = "\0odoo-translation";

export interface OdooBundleOptions {
  /** Technical name of the addon that ships the bundle. */
  addon: string;
  /** Name under which other addons and tests require the bundle. */
  module: string;
  /** Absolute folder whose .xml and .scss files are copied beside the bundle. */
  srcDir: string;
}

/** True for modules that Odoo's loader provides at run time. */
export function isOdooModule(id: string): boolean {
  // The translation module is replaced by this plugin, and Rolldown asks
  // `external` before any plugin.
  return id !== TRANSLATION_MODULE && /^@(odoo\/owl$|web\/|bus\/)/.test(id);
}

/**
 * Makes one classic Odoo module of Rolldown's CommonJS output.
 *
 * Odoo has no build step and its regex transpiler must not touch the result:
 * the bundle carries the `ignore` header and defines itself. Templates and
 * styles are copied as they are; Odoo compiles them with its own variables.
 */
export function odooBundle({ addon, module, srcDir }: OdooBundleOptions): Plugin {
  return {
    name: "odoo-bundle",
    apply: "build",
    enforce: "pre",

    resolveId(id) {
      return id === TRANSLATION_MODULE ? VIRTUAL_TRANSLATION : null;
    },

    load(id) {
      // Inlined by scope hoisting, so that the bundle calls a plain `_t("…")`:
      // Odoo's extractor only finds that spelling, and terms stay scoped to the
      // addon.
      return id === VIRTUAL_TRANSLATION
        ? `import { appTranslateFn } from "@web/core/l10n/translation_source";
           export function _t(source, ...args) { return appTranslateFn(source, "${addon}", ...args); }`
        : null;
    },

    buildStart() {
      const paths = readdirSync(srcDir, { recursive: true, encoding: "utf8" });
      for (const fileName of paths.filter((path) => /\.(xml|scss)$/.test(path)).sort()) {
        const file = resolve(srcDir, fileName);
        this.addWatchFile(file);
        this.emitFile({ type: "asset", fileName, source: readFileSync(file, "utf8") });
      }
    },

    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const [chunk] = chunks;
      if (chunks.length !== 1 || !chunk) {
        this.error(
          `Expected one chunk, got ${chunks.length}: a dynamic import() needs a ` +
            "second entry and an Odoo bundle of its own.",
        );
      }
      chunk.code = wrap(chunk.code, module, chunk.imports);
    },
  };
}

function wrap(code: string, module: string, imports: string[]): string {
  const real = (id: string) => id.replace("@web/core/l10n/translation_source", TRANSLATION_MODULE);
  const dependencies = JSON.stringify(imports.map(real));
  // Rolldown heads each module with its path from the current folder; the bundle
  // must not depend on where it was built.
  const body = real(code)
    .replace(/^\/\/ \S*?\bsrc\//gm, "// src/")
    .replace(/\n+$/, "");
  return `/** @odoo-module ignore */
odoo.define(${JSON.stringify(module)}, ${dependencies}, function (require) {
const exports = {}, module = { exports };
${body}
return module.exports;
});
`;
}
