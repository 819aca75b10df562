import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { EmulatedOpenTelekomCloud } from "../../emulator";
import { answerOf, checkout } from "./commands";

/** What the reader of docs/firstProgram.md types, in one shell. */
function typedBlocks(): string {
  const page = readFileSync(join(checkout, "docs", "firstProgram.md"), "utf8");
  return [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = ""]) => block).join("\n");
}

describe("the page of the first program", () => {
  it("leads from an empty folder to an image, and back", async () => {
    const home = mkdtempSync(join(tmpdir(), "first-program-"));
    // The user's caches: what has been fetched once is not fetched again.
    const caches = {
      XDG_CACHE_HOME: process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"),
      npm_config_cache: join(homedir(), ".npm"),
      npm_config_prefer_offline: "true",
    };
    // What the page has to say itself.
    const unsaid = "unset PULUMI_BACKEND_URL PULUMI_CONFIG_PASSPHRASE PULUMI_HOME\n";
    const environment = { HOME: home, ...caches };
    const { succeeded, output } = await answerOf("bash", ["-euo", "pipefail", "-c", unsaid + typedBlocks()], {
      folder: checkout,
      environment,
    });
    assert.ok(succeeded, output);
    assert.match(output, /imageId *: "[0-9a-f-]{36}"/);

    const unchanged = [...output.matchAll(/^Resources:\n +2 unchanged\n\nDuration:/gm)];
    assert.equal(unchanged.length, 2, `the second up and the refresh change nothing:\n${output}`);

    const cloud = new EmulatedOpenTelekomCloud({ stateFile: join(home, "first-program", "cloud.json") });
    const { images, vaults } = cloud.state();
    assert.deepEqual(
      images.filter(({ imageType }) => imageType === "private"),
      [],
      "destroy has deleted the image",
    );
    assert.ok(
      vaults.some(({ name }) => name === "server-backups"),
      "the vault stays",
    );
    rmSync(home, { recursive: true });
  });
});
