import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { cacheFolder, checkout, run } from "./commands";
import { packedFile } from "./packed";
import { nodeFolder, npmInstall, pnpmScript } from "./tools";

/** In which way somebody uses the package. */
export interface Layout {
  manager: "npm" | "pnpm";
  /** A folder of `programs`. */
  program: "commonJs" | "esm" | "typeScript";
  /** Major version of Node. */
  node: number;
  /** Of `@pulumi/pulumi`. `newest`: what the package manager takes for `^` of the oldest. */
  pulumi: "newest" | "oldest";
}

const { peerDependencies, dependencies } = JSON.parse(
  readFileSync(join(checkout, "package.json"), "utf8"),
) as Record<"peerDependencies" | "dependencies", Record<string, string>>;
const peer = peerDependencies["@pulumi/pulumi"] ?? "";
export const oldestPulumi = peer.replace("^", "");

/**
 * A folder with the program, and the packed package installed in it. Kept from run to run: a new build is installed over
 * the last one.
 */
export async function installed(layout: Layout): Promise<string> {
  const names = [layout.program, layout.manager, `node${layout.node}`, layout.pulumi];
  const digest = createHash("sha256")
    .update(JSON.stringify([dependencies, peer]))
    .digest("hex")
    .slice(0, 8);
  const folder = join(cacheFolder, "layouts", [...names, digest].join("-"));
  const stamp = join(folder, ".installed");
  const file = await packedFile();
  const present = existsSync(stamp) ? readFileSync(stamp, "utf8") : undefined;
  if (present === basename(file)) return folder;
  // Without its stamp an installation was not ended.
  if (present === undefined) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    cpSync(join(__dirname, "programs", layout.program, "package.json"), join(folder, "package.json"));
  }
  rmSync(stamp, { force: true });
  await install(layout, folder, file);
  writeFileSync(stamp, basename(file));
  return folder;
}

async function install({ manager, node, pulumi }: Layout, folder: string, file: string): Promise<void> {
  const path = await nodeFolder(node);
  const specifiers = [file, `@pulumi/pulumi@${pulumi === "oldest" ? oldestPulumi : peer}`];
  if (manager === "npm") return npmInstall(folder, specifiers, path);
  const options = ["--ignore-scripts", "--prefer-offline", "--store-dir", join(cacheFolder, "pnpm-store")];
  await run("node", [await pnpmScript(), "add", ...options, ...specifiers], {
    ...{ folder, path },
    // pnpm's own files stay out of the user's home.
    environment: Object.fromEntries(
      ["XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"].map((name) => [name, join(cacheFolder, "pnpm")]),
    ),
  });
}
