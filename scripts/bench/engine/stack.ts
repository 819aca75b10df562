import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "../problem";

const checkout = join(__dirname, "..", "..", "..");
/** In the checkout: from there a program finds this package, as a user's program does. */
const folderOfStacks = join(checkout, ".tests", "bench");

/** What a command has taken. */
export interface Taken {
  seconds: number;
  /** CPU of the provider's process: its own and the system's for it. */
  providerCpuMs: number;
}

/** A resource as `pulumi stack export` shows it. */
export interface SavedResource {
  type: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
}

/** A program of its own folder, with a Pulumi state of its own. */
export class BenchStack {
  private constructor(
    private readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  /** @param configuration what stands in the stack's configuration, by its keys */
  static async create(
    program: "images" | "floor",
    name: string,
    configuration: Record<string, unknown>,
  ): Promise<BenchStack> {
    const folder = join(folderOfStacks, name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    cpSync(join(__dirname, "programs", program), folder, { recursive: true });
    // JSON is YAML, too.
    writeFileSync(join(folder, "Pulumi.bench.yaml"), JSON.stringify({ config: configuration }));
    // Loaded late: a module in another form.
    const { engineEnvironment } = await import("../../engine/environment.mjs");
    const stack = new BenchStack(folder, engineEnvironment(join(folder, "work")));
    await stack.run("stack", "init", "bench");
    return stack;
  }

  async create(resources: number): Promise<Taken> {
    const taken = await this.run("up", "--yes", "--skip-preview", "--parallel", String(resources));
    if (taken.providerCpuMs > 0) return taken;
    throw new Problem(`the provider's process in ${this.folder} was killed before it said what it has used`);
  }

  up(): Promise<Taken> {
    return this.run("up", "--yes", "--skip-preview");
  }

  preview(): Promise<Taken> {
    return this.run("preview");
  }

  refresh(): Promise<Taken> {
    return this.run("refresh", "--yes", "--skip-preview");
  }

  /** The program's resources in the state. */
  async saved(): Promise<SavedResource[]> {
    const file = join(this.folder, "export.json");
    await this.run("stack", "export", "--file", file);
    const { deployment } = JSON.parse(readFileSync(file, "utf8")) as {
      deployment: { resources: SavedResource[] };
    };
    return deployment.resources.filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic"));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private run(...args: string[]): Promise<Taken> {
    const reports = join(this.folder, "reports");
    rmSync(reports, { recursive: true, force: true });
    mkdirSync(reports);
    const hook = join(__dirname, "processReport.cjs");
    const env = { ...this.environment, BENCH_REPORTS: reports, NODE_OPTIONS: `--require ${hook}` };
    const began = performance.now();
    const child = spawn("pulumi", [...args, "--stack", "bench", "--non-interactive"].filter(isFor(args)), {
      ...{ cwd: this.folder, env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (text: Buffer) => (output += text.toString()));
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => {
        const seconds = (performance.now() - began) / 1000;
        if (code === 0) resolve({ seconds, providerCpuMs: providerCpuIn(reports) });
        else
          reject(new Problem(`"pulumi ${args.join(" ")}" failed in ${this.folder}:\n${output.slice(-3000)}`));
      });
    });
  }
}

/** `stack init` names its stack itself. */
const isFor =
  (args: readonly string[]) =>
  (word: string, index: number, all: readonly string[]): boolean =>
    args[1] !== "init" || (word !== "--stack" && all[index - 1] !== "--stack");

function providerCpuIn(folder: string): number {
  const reports = readdirSync(folder).map(
    (file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as { isProvider: boolean; cpuMs: number },
  );
  return reports.filter(({ isProvider }) => isProvider).reduce((sum, { cpuMs }) => sum + cpuMs, 0);
}
