import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface Violation {
  readonly path: string;
  readonly rule: string;
  readonly message: string;
}

const SOURCE = new URL(
  "../../odoo_addons/stock_control_tower/lib/contract_validator.py",
  import.meta.url,
);

/**
 * The source comes over stdin as the first line, so that PYTHON may be any interpreter, also one
 * that sees none of our files (`chroot <root> python3`).
 */
const WORKER = `
import json, sys, types
validator = types.ModuleType("contract_validator")
sys.modules[validator.__name__] = validator
exec(json.loads(sys.stdin.readline()), validator.__dict__)
for line in sys.stdin:
    task = json.loads(line)
    if "repeat" in task:
        import timeit
        event = json.loads(task["text"])
        best = min(timeit.repeat(lambda: validator.validate(event), number=task["repeat"], repeat=5))
        print(json.dumps(best / task["repeat"] * 1e6), flush=True)
    else:
        print(json.dumps([v._asdict() for v in validator.validate(json.loads(task["text"]))]), flush=True)
`;

/** One long-lived Python with the generated validator. `PYTHON` names another interpreter. */
export function startPythonValidator() {
  const [command = "python3", ...args] = (process.env["PYTHON"] ?? "python3").split(" ");
  const child = spawn(command, [...args, "-c", WORKER], { stdio: ["pipe", "pipe", "inherit"] });
  const failed = new Promise<never>((_, reject) => {
    child.once("error", (error) =>
      reject(new Error(`cannot run ${command}: ${error.message}; set PYTHON to an interpreter`)),
    );
    child.once("exit", (code) => reject(new Error(`${command} ended with exit code ${code}`)));
  });
  failed.catch(() => undefined); // told to whoever asks next
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  child.stdin.on("error", () => undefined); // the exit above says more
  child.stdin.write(`${JSON.stringify(readFileSync(fileURLToPath(SOURCE), "utf8"))}\n`);

  const ask = async (task: object): Promise<unknown> => {
    child.stdin.write(`${JSON.stringify(task)}\n`);
    const { value } = await Promise.race([answers.next(), failed]);
    return JSON.parse(value as string);
  };
  return {
    validate: (text: string) => ask({ text }) as Promise<Violation[]>,
    /** Microseconds for one call, the best of five rounds. */
    time: (text: string, repeat: number) => ask({ text, repeat }) as Promise<number>,
    close: () => child.stdin.end(),
  };
}

export type PythonValidator = ReturnType<typeof startPythonValidator>;
