import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EmulatedOpenTelekomCloud } from "../../emulator";
import { EmulatorProcess } from "../emulator/emulatorProcess";
import { emulatedProfile, quick, shortStages } from "../engine/testStack";
import { answerOf, optionsIn, run, type Answer, type Surroundings } from "./commands";
import { installed, type Layout } from "./layout";
import { nodeFolder } from "./tools";

/** A user's program with a stack of its own, outside the checkout: nothing of the checkout can be found from there. */
export class InstalledProgram {
  private constructor(
    readonly folder: string,
    readonly cloud: EmulatedOpenTelekomCloud,
    private readonly surroundings: Surroundings,
  ) {}

  static async create(layout: Layout): Promise<InstalledProgram> {
    const kept = await installed(layout);
    const folder = join(realpathSync(mkdtempSync(join(tmpdir(), "program-"))), layout.program);
    cpSync(join(__dirname, "programs", layout.program), folder, { recursive: true });
    cpSync(join(kept, "package.json"), join(folder, "package.json"));
    copyWithLinks(join(kept, "node_modules"), join(folder, "node_modules"));

    const stateFile = join(folder, "cloud.json");
    const cloud = new EmulatedOpenTelekomCloud({ stateFile, speed: quick, world: shortStages });
    const profiles = { emulated: emulatedProfile(stateFile) };
    const config = { "ecs-lifecycle:profile": "emulated", "ecs-lifecycle:profiles": profiles };
    const runtime = { name: "nodejs", options: { typescript: layout.program === "typeScript" } };
    writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify({ name: "installed", runtime }));
    writeFileSync(join(folder, "Pulumi.test.yaml"), JSON.stringify({ config }));
    mkdirSync(join(folder, "state"));
    const environment = { PULUMI_BACKEND_URL: `file://${join(folder, "state")}` };
    const program = new InstalledProgram(folder, cloud, {
      ...{ folder, environment },
      path: await nodeFolder(layout.node),
    });
    await program.run("pulumi", "stack", "init", "test");
    return program;
  }

  /** Runs a `pulumi` command, whether it succeeds or not. */
  pulumi(...args: string[]): Promise<Answer> {
    return answerOf("pulumi", [...args, "--stack", "test", "--non-interactive"], this.surroundings);
  }

  /** Runs any command that has to succeed, with the layout's Node. */
  run(command: string, ...args: string[]): Promise<string> {
    return run(command, args, this.surroundings);
  }

  /** Starts the installed command of the emulated cloud. */
  emulator(...args: string[]): EmulatorProcess {
    const command = join(this.folder, "node_modules/.bin/ecs-lifecycle-emulator");
    return EmulatorProcess.ofCommand(command, args, optionsIn(this.surroundings));
  }

  /** The private images that the cloud holds. */
  images() {
    return this.cloud.state().images.filter(({ imageType }) => imageType === "private");
  }

  remove(): void {
    rmSync(join(this.folder, ".."), { recursive: true });
  }
}

/** Hard links where the system has them between these places: thousands of files are there at once. */
function copyWithLinks(from: string, to: string): void {
  if (spawnSync("cp", ["-RlP", from, to], { stdio: "ignore" }).status === 0) return;
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}
