import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fleetIds } from "../../../emulator";
import { lookups } from "../../../provider/host";
import { refusal } from "./program";

describe("the lookups that the host offers to programs", () => {
  const folder = mkdtempSync(join(tmpdir(), "lookups-"));
  after(() => rmSync(folder, { recursive: true }));

  /** A program whose stack has this profile. */
  function programWith(profile: object) {
    const configuration = new Map([
      ["ecs-lifecycle:profile", "mine"],
      ["ecs-lifecycle:profiles", JSON.stringify({ mine: profile })],
    ]);
    const shown: string[] = [];
    const find = lookups({ configuration, log: (severity, text) => shown.push(`${severity}: ${text}`) });
    return { find, shown };
  }

  it("find what the profile leads to, as plain JSON", async () => {
    const emulator = { stateFile: join(folder, "cloud.json") };
    const { find, shown } = programWith({ cloud: "openTelekomCloud", emulator });
    const server = (await find("getServer", { name: "web-01" }, "shared")) as { id: string };
    assert.equal(server.id, fleetIds.web01);
    assert.deepEqual(server, JSON.parse(JSON.stringify(server)));
    assert.deepEqual(shown, ["info: lookups are answered by an emulated cloud"]);
  });

  it("say what is wrong with a profile, without its secrets", async () => {
    const canary = "canary-0123456789";
    const settings = { cloud: "openTelekomCloud", region: canary, secretKey: canary, accessKey: 1 };
    const { find } = programWith(settings);
    const text = await refusal(
      find("getServer", { name: "web-01" }, "shared"),
      "ecs-lifecycle:profiles.mine",
    );
    assert.ok(!text.includes(canary), text);
  });

  it("say how to configure an account where there is none", async () => {
    // A name is selected, so that the environment does not say which account is meant.
    const configuration = new Map([["ecs-lifecycle:profile", "mine"]]);
    const find = lookups({ configuration, log: () => undefined });
    await refusal(find("getVault", { name: "v" }, "shared"), "pulumi config set ecs-lifecycle:profile");
  });
});
