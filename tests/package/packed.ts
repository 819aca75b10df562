import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, checkout, run } from "./commands";

let begun: Promise<string> | undefined;

/** The file that `npm pack` makes of the present sources. Its name tells its content: package managers keep what they know. */
export function packedFile(): Promise<string> {
  begun ??= pack();
  return begun;
}

async function pack(): Promise<string> {
  mkdirSync(cacheFolder, { recursive: true });
  const draft = mkdtempSync(join(cacheFolder, "pack-"));
  try {
    await run("npm", ["pack", "--pack-destination", draft], { folder: checkout });
    const [name = ""] = readdirSync(draft);
    const made = join(draft, name);
    const digest = createHash("sha256").update(readFileSync(made)).digest("hex").slice(0, 12);
    const file = join(cacheFolder, "packed", name.replace(/\.tgz$/, `-${digest}.tgz`));
    mkdirSync(join(cacheFolder, "packed"), { recursive: true });
    if (!existsSync(file)) renameSync(made, file);
    return file;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** The packed file's content, unpacked into a new folder. */
export async function unpackInto(folder: string): Promise<void> {
  await run("tar", ["-xzf", await packedFile(), "-C", folder, "--strip-components=1"], { folder });
}
