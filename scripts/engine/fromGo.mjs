import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "../setup/checkout.mjs";
import { Problem } from "../setup/problem.mjs";
import { runTask } from "../setup/task.mjs";
import { isAtLeast } from "../setup/version.mjs";
import { keepEngine } from "./keep.mjs";

/** The version of the engine that cli/go.mod names. */
export const builtVersion = "3.230.0";

/** From this version on Go fetches by itself the newer Go that a go.mod asks for. */
const oldestGo = "1.21";

const sayVersion = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${builtVersion}`;

/** Builds the engine from Go modules; docs/decisions/the-engine.md says why these two. */
export async function buildWithGo() {
  requireGo();
  await keepEngine(builtVersion, async (folder) => {
    const bin = join(folder, "bin");
    mkdirSync(bin);
    await goBuild({
      title: "building the Pulumi engine with Go (once, two to five minutes)",
      module: "cli",
      package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
      tags: "osusergo,grpcnotrace",
      output: join(bin, "pulumi"),
    });
    await goBuild({
      title: "building its Node language host with Go",
      module: "nodejs-host",
      package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
      tags: "",
      output: join(bin, "pulumi-language-nodejs"),
    });
    // The script that starts a dynamic provider comes with the npm package.
    const script = "pulumi-resource-pulumi-nodejs";
    copyFileSync(join(checkout, "node_modules", "@pulumi", "pulumi", script), join(bin, script));
    chmodSync(join(bin, script), 0o755);
    return bin;
  });
}

function requireGo() {
  const answer = spawnSync("go", ["env", "GOVERSION"], {
    encoding: "utf8",
    env: { ...process.env, GOTOOLCHAIN: "local" },
  });
  if (answer.error !== undefined) throw new Problem("there is no go on the PATH");
  const version = answer.stdout.trim();
  if (!isAtLeast(version, oldestGo)) throw new Problem(`${version} is older than go${oldestGo}`);
}

/** @param {{ title: string, module: string, package: string, tags: string, output: string }} target */
async function goBuild(target) {
  await runTask({
    title: target.title,
    command: "go",
    args: [
      "build",
      "-trimpath",
      "-mod=readonly",
      "-buildvcs=false",
      ...["-tags", target.tags],
      ...["-ldflags", `-w -s ${sayVersion}`],
      ...["-o", target.output],
      target.package,
    ],
    cwd: join(checkout, "scripts", "engine", target.module),
    // No C compiler is needed, and a go.work above the checkout is none of our business.
    env: { ...process.env, CGO_ENABLED: "0", GOWORK: "off" },
  });
}
