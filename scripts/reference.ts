import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const root = join(__dirname, "..");

/** Makes the reference, and says what to open. */
function main(): void {
  const typedoc = join("node_modules", "typedoc", "bin", "typedoc");
  const { status } = spawnSync(process.execPath, [typedoc, "--logLevel", "Warn"], {
    cwd: root,
    stdio: "inherit",
  });
  process.exitCode = status ?? 1;
  if (status === 0) process.stdout.write(`${pathToFileURL(join(root, ".reference", "index.html")).href}\n`);
}

main();
