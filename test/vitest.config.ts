import { defineConfig } from "vitest/config";

const SECOND = 1000;

/** Levels that share one running stack; each file makes its own database and vhost in it. */
const onStack = {
  globalSetup: ["support/instance.setup.ts"],
  pool: "forks" as const,
  testTimeout: 90 * SECOND,
  hookTimeout: 120 * SECOND,
};

export default defineConfig({
  test: {
    projects: [
      { test: { name: "contract", include: ["contract/**/*.test.ts"], testTimeout: 30 * SECOND } },
      { test: { name: "integration", include: ["integration/**/*.test.ts"], ...onStack } },
      { test: { name: "cluster", include: ["cluster/**/*.test.ts"], ...onStack } },
      // Two Odoo servers at a time are what two cores carry without slowing each other's clocks.
      { test: { name: "e2e", include: ["e2e/**/*.test.ts"], ...onStack, maxWorkers: 2 } },
    ],
  },
});
