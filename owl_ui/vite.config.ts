import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { isOdooModule, odooBundle } from "./build/odoo_bundle.ts";

const addon = "stock_control_tower";
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [odooBundle({ addon, module: `@${addon}/tower`, srcDir: here("./src") })],
  build: {
    outDir: here(`../odoo_addons/${addon}/static/src/tower`),
    emptyOutDir: true,
    copyPublicDir: false,
    target: "es2022",
    // Odoo runs its own regex minifier over every asset; a minified input makes
    // it corrupt nested template literals, and stack traces become unreadable.
    minify: false,
    rollupOptions: {
      input: here("./src/main.ts"),
      external: isOdooModule,
      preserveEntrySignatures: "strict",
      output: {
        format: "cjs",
        entryFileNames: "tower.bundle.js",
        exports: "named",
        codeSplitting: false,
        strict: false,
      },
    },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    setupFiles: ["test/setup.ts"],
    alias: [
      {
        find: /^@(web|bus)\/(.*)$/,
        replacement: `${here("./test/mocks")}/@$1/$2.ts`,
      },
    ],
  },
});
