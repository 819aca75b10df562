import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** What an installation takes, in bytes. */
export interface InstalledSize {
  packed: number;
  unpacked: number;
  files: number;
  /** What comes with it and would not be there for Pulumi alone. */
  dependencies: number;
  dependencyNames: string[];
}

const checkout = join(__dirname, "..", "..");

interface Manifest {
  dependencies?: Record<string, string>;
}

/** Of the package as npm would pack it, and of all packages that only it brings. */
export function installedSize(): InstalledSize {
  const packed = execFileSync("npm", ["pack", "--dry-run", "--ignore-scripts", "--json"], {
    ...{ cwd: checkout, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
  });
  const [report] = JSON.parse(packed) as { size: number; unpackedSize: number; entryCount: number }[];
  const { dependencies = {} } = manifestOf(checkout);
  const withPulumi = closure(["@pulumi/pulumi"]);
  const names = [...closure(Object.keys(dependencies))].filter((name) => !withPulumi.has(name)).sort();
  return {
    ...{ packed: report?.size ?? 0, unpacked: report?.unpackedSize ?? 0, files: report?.entryCount ?? 0 },
    dependencies: names.reduce((sum, name) => sum + bytesIn(folderOf(name)), 0),
    dependencyNames: names,
  };
}

/** These packages, and all that they need. */
function closure(names: readonly string[], found = new Set<string>()): Set<string> {
  for (const name of names) {
    if (found.has(name)) continue;
    found.add(name);
    closure(Object.keys(manifestOf(folderOf(name)).dependencies ?? {}), found);
  }
  return found;
}

function folderOf(name: string): string {
  return join(checkout, "node_modules", name);
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

function bytesIn(folder: string): number {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
