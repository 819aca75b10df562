import assert from "node:assert/strict";
import { fleetIds, serverOf } from "../../../emulator";
import { CloudError } from "../../../provider/ports/cloudError";
import { account, Program, refusal } from "./program";

const { projectId } = account;
const serverList = `GET ecs /v1/${projectId}/cloudservers/detail`;
const three = [serverList, `GET evs /v2/${projectId}/cloudvolumes/detail`, `GET cbr /v3/${projectId}/vaults`];

const later = serverOf({ id: "99999999-0000-4000-8000-000000000009", name: "made later" });

describe("the lookups of a program", () => {
  it("share their lists, however many they are", async () => {
    const program = new Program();
    await Promise.all(["web-01", "db-01", "win-01"].map((name) => program.getServer({ name })));
    await program.getServer({ id: fleetIds.web01 });
    await program.getVault({ name: "vault-servers" });
    assert.deepEqual(program.paths().sort(), [...three].sort());
  });

  it("with fresh lists see what was made a moment ago", async () => {
    const program = new Program();
    const args = { tags: { role: "golden" }, mostRecent: true };
    const first = await program.make({ name: "a", tags: args.tags });
    assert.equal((await program.getFullEcsImage(args)).imageId, first);
    const latest = await program.make({ name: "b", tags: args.tags });
    assert.equal((await program.getFullEcsImage(args)).imageId, first);
    const fresh = (await program.find("getFullEcsImage", args, "fresh")) as { imageId: string };
    assert.equal(fresh.imageId, latest);
  });

  it("with fresh lists share them where they ask at the same moment", async () => {
    const program = new Program();
    const look = (name: string) => program.find("getServer", { name }, "fresh");
    await Promise.all([look("web-01"), look("db-01")]);
    assert.deepEqual(program.paths().sort(), [...three].sort());
    await look("win-01");
    assert.equal(program.paths().length, 2 * three.length);
  });

  it("refuse nothing because of an old list", async () => {
    const program = new Program();
    await program.getServer({ name: "web-01" });
    program.emulated.update(({ servers }) => servers.push(later));
    assert.equal((await program.getServer({ name: "made later" })).id, later.id);
    assert.equal(program.paths().filter((call) => call === serverList).length, 2);
  });

  it("find by its ID what a list does not show yet", async () => {
    const program = new Program();
    await program.getServer({ name: "web-01" });
    program.emulated.update(({ servers }) => servers.push(later));
    assert.equal((await program.getServer({ id: later.id })).name, "made later");
    assert.equal(program.paths().filter((call) => call === serverList).length, 1);
  });

  it("connect to the profile that they are given", async () => {
    const program = new Program();
    await program.getServer({ name: "web-01", profile: "other" });
    await program.getServer({ name: "web-01" });
    assert.deepEqual(program.profiles, ["other", undefined]);
    const text = await refusal(
      program.getServer({ name: "no", profile: "other" }),
      "getServer({ name: 'no' })",
    );
    assert.doesNotMatch(text, /profile: 'other'/);
  });

  it("say once that the cloud is emulated", async () => {
    const program = new Program();
    await program.getServer({ name: "web-01" });
    await program.getVault({ name: "vault-servers" });
    assert.deepEqual(program.told, ["lookups are answered by an emulated cloud"]);
  });

  it("pass on what the cloud says, and do not ask again", async () => {
    const program = new Program();
    const body = { error: { code: "Ecs.0000", message: "not allowed" } };
    program.answer(`/v1/${projectId}/cloudservers/detail`, 403, body);
    await assert.rejects(program.getServer({ name: "web-01" }), CloudError);
    assert.equal(program.paths().filter((call) => call === serverList).length, 1);
  });

  it("change nothing in the cloud", async () => {
    const program = new Program();
    await program.getServer({ name: "db-01" });
    await program.getVault({ name: "vault-full" });
    assert.deepEqual([...new Set(program.paths().map((call) => call.split(" ")[0]))], ["GET"]);
  });
});
