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
import { EmulatedOpenTelekomCloud, type RecordedCall, type World } from "../../emulator";
import type { FullEcsImageArgs } from "../../sdk";
import { KillableCommand, processesIn } from "./killableCommand";

/** A FullEcsImage that the program declares. */
export interface DeclaredImage extends FullEcsImageArgs {
  /** `customTimeouts.create`, in the emulated cloud's time. */
  createTimeout?: string;
  /** The name of the component that it is a child of. */
  component?: string;
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
  /** Emulated seconds in a real one. Default: {@link quick}. */
  speed?: number;
  /** What differs from the default world, in which an image takes 65 s here. */
  world?: Partial<World>;
}

/** An image takes about two seconds: the provider has time for its own work between the cloud's stages. */
export const quick = 60;

const shortStages: Partial<World> = { queueSeconds: 5, snapshotSeconds: 20, backupSeconds: 40 };

/** A stack of its own for one test, with its own Pulumi state and its own emulated cloud. */
export class TestStack {
  private constructor(
    /** Where the program runs. */
    readonly folder: string,
    readonly cloud: EmulatedOpenTelekomCloud,
    private readonly stack: Stack,
    private readonly environment: Record<string, string>,
  ) {}

  static async create({ speed = quick, world = {} }: TestCloud): Promise<TestStack> {
    assert.ok(process.env["PULUMI_HOME"]?.startsWith(checkout), `run these tests with "npm run test:engine"`);
    mkdirSync(folderOfStacks, { recursive: true });
    const folder = mkdtempSync(join(folderOfStacks, "stack-"));
    cpSync(join(__dirname, "program"), folder, { recursive: true });
    const stateFile = join(folder, "cloud.json");
    const cloud = new EmulatedOpenTelekomCloud({ stateFile, speed, world: { ...shortStages, ...world } });
    const emulated = { cloud: "openTelekomCloud", emulator: { stateFile } };
    const config = { "ecs-lifecycle:profile": "emulated", "ecs-lifecycle:profiles": { emulated } };
    writeFileSync(join(folder, "Pulumi.test.yaml"), JSON.stringify({ config }));
    mkdirSync(join(folder, "state"));
    const environment = { PULUMI_BACKEND_URL: `file://${join(folder, "state")}` };
    const stack = await LocalWorkspace.createStack(
      { stackName: "test", workDir: folder },
      { envVars: environment },
    );
    return new TestStack(folder, cloud, stack, environment);
  }

  /** What the program declares from now on. */
  async declare(images: Record<string, DeclaredImage>): Promise<void> {
    await this.configure("program:images", images);
  }

  async configure(key: string, value: unknown): Promise<void> {
    await this.stack.setConfig(key, { value: JSON.stringify(value) });
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

  /** What a user types after a `kill -9`: `pulumi cancel --yes && pulumi up --refresh`. */
  async recover(): Promise<Outcome> {
    await this.stack.cancel();
    return this.up({ refresh: true });
  }

  /** A command that is going to be killed or interrupted. */
  start(...args: string[]): KillableCommand {
    const environment = { ...process.env, ...this.environment };
    return new KillableCommand(this.folder, environment, [...args, "--stack", "test", "--non-interactive"]);
  }

  /** Our resources in the state, as `pulumi stack export` shows it. */
  async saved(): Promise<SavedResource[]> {
    const { deployment } = await this.stack.exportStack();
    const { resources = [] } = deployment as { resources?: (SavedResource & { type: string })[] };
    return resources.filter(({ type }) => type === "pulumi-nodejs:dynamic/ecs:FullEcsImage");
  }

  /** The only one of our resources in the state. */
  async savedImage(): Promise<SavedResource> {
    const saved = await this.saved();
    assert.equal(saved.length, 1, `one image in the state: ${JSON.stringify(saved.map(({ urn }) => urn))}`);
    return saved[0]!;
  }

  /** All calls that the cloud has seen. */
  calls(): RecordedCall[] {
    const file = join(this.folder, "cloud.json.calls");
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
    rmSync(stack.folder, { recursive: true });
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
