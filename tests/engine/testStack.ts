import type { CustomResourceOptions } from "@pulumi/pulumi";
import {
  CommandError,
  LocalWorkspace,
  type DestroyOptions,
  type EngineEvent,
  type PreviewOptions,
  type RefreshOptions,
  type Stack,
  type UpOptions,
} from "@pulumi/pulumi/automation";
import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execFile } from "node:child_process";
import { EmulatedOpenTelekomCloud, type RecordedCall, type World } from "../../emulator";
import type { FullEcsImageArgs, OsReplacementArgs } from "../../sdk";
import { KillableCommand, processesIn } from "./killableCommand";

/** A FullEcsImage that the program declares. */
export interface DeclaredImage extends FullEcsImageArgs {
  /** Pulumi's options. Time-outs are in the emulated cloud's time. */
  options?: Omit<CustomResourceOptions, "parent" | "transforms">;
  /** The name of the component that it is a child of. */
  component?: string;
  /** What the option `transforms` puts in the place of these inputs. */
  transformedTo?: Partial<FullEcsImageArgs>;
  /** The server's ID comes from another resource, which another revision updates: in its preview the ID is unknown. */
  lookup?: { revision: number; server: string };
  /** An image that is declared before: the ID of what it makes becomes the description. */
  describes?: string;
}

/** What the program declares, by name. */
export interface Declared {
  images: Record<string, DeclaredImage>;
  osReplacements: Record<string, OsReplacementArgs & Pick<DeclaredImage, "options">>;
}

/** What came of a command. */
export interface Outcome {
  succeeded: boolean;
  /** Standard output and standard error, as they were printed. */
  output: string;
  events: EngineEvent[];
}

/** A resource of ours in the stack's exported state. */
export interface SavedResource {
  urn: string;
  id: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
  initErrors?: string[];
}

const checkout = join(__dirname, "..", "..");
/** Within the checkout: from there the program finds this package, as a user's program does. */
const folderOfStacks = join(checkout, ".tests", "engine", "stacks");

/** How the emulated cloud of a test is to be. */
export interface TestCloud {
  /** Another stack's cloud is used, as it is. */
  of?: TestStack;
  /** The name of an example whose program runs, instead of the tests' own. */
  example?: string;
  /** Further environment variables of all commands. */
  environment?: Record<string, string>;
  /** Emulated seconds in a real one. Default: {@link quick}. */
  speed?: number;
  /** What differs from the default world, in which an image takes 65 s here. */
  world?: Partial<World>;
}

/**
 * An image takes about three seconds. Not faster: whoever takes more than 5 s of the cloud from looking to writing its
 * record waits for 15 minutes, and on a busy computer 80 ms for that are not enough.
 */
export const quick = 30;

/** With {@link quick}, an image takes about three seconds. */
export const shortStages: Partial<World> = { queueSeconds: 5, snapshotSeconds: 20, backupSeconds: 40 };

/** A stack of its own for one test, with its own Pulumi state and its own emulated cloud. */
export class TestStack {
  private constructor(
    /** Where the program runs. */
    readonly folder: string,
    readonly cloud: EmulatedOpenTelekomCloud,
    /** Holds the emulated cloud. */
    readonly cloudFile: string,
    private readonly stack: Stack,
    private readonly environment: Record<string, string>,
  ) {}

  static async create({ speed = quick, world = {}, of: other, ...rest }: TestCloud): Promise<TestStack> {
    assert.ok(process.env["PULUMI_HOME"]?.startsWith(checkout), `run these tests with "npm run test:engine"`);
    mkdirSync(folderOfStacks, { recursive: true });
    const folder = mkdtempSync(join(folderOfStacks, "stack-"));
    cpSync(join(__dirname, "program"), folder, { recursive: true });
    if (rest.example !== undefined) useExample(rest.example, folder);
    const stateFile = join(other?.folder ?? folder, "cloud.json");
    const cloud =
      other?.cloud ?? new EmulatedOpenTelekomCloud({ stateFile, speed, world: { ...shortStages, ...world } });
    const emulated = emulatedProfile(stateFile);
    const config = { "ecs-lifecycle:profile": "emulated", "ecs-lifecycle:profiles": { emulated } };
    writeFileSync(join(folder, "Pulumi.test.yaml"), JSON.stringify({ config }));
    mkdirSync(join(folder, "state"));
    const environment = { ...rest.environment, PULUMI_BACKEND_URL: `file://${join(folder, "state")}` };
    const stack = await LocalWorkspace.createStack(
      { stackName: "test", workDir: folder },
      { envVars: environment },
    );
    return new TestStack(folder, cloud, stateFile, stack, environment);
  }

  /** What the program declares from now on. */
  async declare(images: Declared["images"], osReplacements: Declared["osReplacements"] = {}): Promise<void> {
    await this.configure("program:declared", { images, osReplacements });
  }

  /** The accounts that the stack's configuration knows, and the one that is used. */
  async useProfile(name: string, profiles: Record<string, object>, kept?: "secret"): Promise<void> {
    await this.stack.setConfig("ecs-lifecycle:profile", { value: name });
    await this.configure("ecs-lifecycle:profiles", profiles, kept);
  }

  async configure(key: string, value: unknown, kept?: "secret"): Promise<void> {
    await this.stack.setConfig(key, { value: JSON.stringify(value), secret: kept === "secret" });
  }

  async removeConfiguration(...keys: string[]): Promise<void> {
    await this.stack.removeAllConfig(keys);
  }

  /** As where only the stack is left, and the program's folder with its packages. */
  removeProgram(): void {
    rmSync(join(this.folder, "index.js"));
  }

  preview(options: PreviewOptions = {}): Promise<Outcome> {
    return outcomeOf((hooks) => this.stack.preview({ ...options, ...hooks }));
  }

  up(options: UpOptions = {}): Promise<Outcome> {
    return outcomeOf((hooks) => this.stack.up({ ...options, ...hooks }));
  }

  refresh(options: RefreshOptions = {}): Promise<Outcome> {
    return outcomeOf((hooks) => this.stack.refresh({ ...options, ...hooks }));
  }

  destroy(options: DestroyOptions = {}): Promise<Outcome> {
    return outcomeOf((hooks) => this.stack.destroy({ ...options, ...hooks }));
  }

  /** What a user types after a `kill -9`: `pulumi cancel --yes && pulumi up --refresh`, or `destroy`. */
  async recover(by: "up" | "destroy" = "up"): Promise<Outcome> {
    await this.stack.cancel();
    return by === "up" ? this.up({ refresh: true }) : this.destroy();
  }

  /** A command that is going to be killed or interrupted. */
  start(...args: string[]): KillableCommand {
    const environment = { ...process.env, ...this.environment };
    const command = [...args, "--stack", "test", "--non-interactive"];
    return new KillableCommand(this.folder, environment, "pulumi", command);
  }

  /** A command in a terminal of its own, which is closed by killing what is returned. */
  startInTerminal(...args: string[]): KillableCommand {
    const environment = { ...process.env, ...this.environment, TERM: "xterm" };
    const command = ["pulumi", ...args, "--stack", "test"].join(" ");
    return new KillableCommand(this.folder, environment, "script", ["-q", "-c", command, "/dev/null"]);
  }

  /** A command that the Automation API does not have, or not in this form. */
  command(...args: string[]): Promise<Outcome> {
    const options = { cwd: this.folder, env: { ...process.env, ...this.environment } };
    return new Promise((resolve) => {
      execFile("pulumi", [...args, "--stack", "test", "--non-interactive"], options, (error, out, errors) => {
        resolve({ succeeded: error === null, output: out + errors, events: [] });
      });
    });
  }

  /** Our resources in the state, as `pulumi stack export` shows it. */
  async saved(): Promise<SavedResource[]> {
    const { deployment } = await this.stack.exportStack();
    const { resources = [] } = deployment as { resources?: (SavedResource & { type: string })[] };
    return resources.filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic/ecs:"));
  }

  /** The only one of our resources in the state. */
  async savedImage(): Promise<SavedResource> {
    const saved = await this.saved();
    assert.equal(saved.length, 1, `one image in the state: ${JSON.stringify(saved.map(({ urn }) => urn))}`);
    return saved[0]!;
  }

  /** All calls that the cloud has seen. */
  calls(): RecordedCall[] {
    const file = `${this.cloudFile}.calls`;
    if (!existsSync(file)) return [];
    const lines = readFileSync(file, "utf8").split("\n");
    // The last line may be half written.
    return lines.slice(0, -1).map((line) => JSON.parse(line) as RecordedCall);
  }

  /** The calls that asked the cloud to make an image. */
  submissions(): RecordedCall[] {
    return this.calls().filter(
      ({ method, path }) => method === "POST" && path.endsWith("/wholeimages/action"),
    );
  }

  /** The private images that the cloud holds. */
  images() {
    return this.cloud.state().images.filter(({ imageType }) => imageType === "private");
  }

  backups() {
    return this.cloud.state().backups;
  }

  /** The records of operations on all servers. */
  records(): string[] {
    return this.cloud
      .state()
      .servers.flatMap(({ metadata }) => Object.entries(metadata))
      .filter(([key]) => key.startsWith("ecs-lifecycle."))
      .map(([, value]) => value);
  }

  /** Ends what a failed test may have left running. */
  endProcesses(): void {
    for (const { pid } of processesIn(this.folder)) process.kill(pid, "SIGKILL");
  }

  remove(): void {
    this.endProcesses();
    rmSync(this.folder, { recursive: true });
  }
}

/** The program is the example's; project and configuration stay the tests' own. */
function useExample(name: string, folder: string): void {
  for (const file of ["index.js", "Pulumi.yaml"]) rmSync(join(folder, file));
  for (const file of ["index.ts", "package.json"])
    cpSync(join(checkout, "examples", name, file), join(folder, file));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: engine-tests\nruntime: nodejs\n");
}

/** The profile of an emulated cloud. */
export function emulatedProfile(stateFile: string): object {
  return { cloud: "openTelekomCloud", emulator: { stateFile } };
}

/** The body of a test with a stack; what a failed one leaves is kept to be looked at. */
export function onStack(cloud: TestCloud, test: (stack: TestStack) => Promise<void>): () => Promise<void> {
  return async () => {
    const stack = await TestStack.create(cloud);
    try {
      await test(stack);
    } catch (error) {
      if (error instanceof Error) error.message += `\n(program, state and emulated cloud: ${stack.folder})`;
      throw error;
    } finally {
      stack.endProcesses();
    }
    stack.remove();
  };
}

interface Hooks {
  onOutput: (text: string) => void;
  onError: (text: string) => void;
  onEvent: (event: EngineEvent) => void;
}

async function outcomeOf(command: (hooks: Hooks) => Promise<unknown>): Promise<Outcome> {
  const outcome: Outcome = { succeeded: true, output: "", events: [] };
  const print = (text: string) => (outcome.output += text);
  try {
    await command({ onOutput: print, onError: print, onEvent: (event) => outcome.events.push(event) });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    outcome.succeeded = false;
  }
  return outcome;
}
