import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const REPOSITORY = resolve(fileURLToPath(import.meta.url), "../../..");

/** Logs and results of the last run, one file a level. */
export const RESULTS = join(REPOSITORY, "test", "results");
