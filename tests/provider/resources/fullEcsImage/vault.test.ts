import assert from "node:assert/strict";
import { CloudError } from "../../../../provider/ports/cloudError";
import {
  defaultVaultSizeGb,
  ensureVault,
  isLeftToBeMade,
  vaultsMeant,
} from "../../../../provider/resources/fullEcsImage/vault";
import { foreignMark, ids, image, vault } from "./samples";
import { ScriptedCloud } from "./scriptedCloud";

const wanted = { name: "server-backups", sizeGb: 340, mark: image.mark ?? "" };

describe("the vaults that an input means", () => {
  const one = { ...vault, id: "one", name: "a", createdAt: 20 };
  const older = { ...vault, id: "older", name: "a", createdAt: 10 };
  const made = { ...vault, id: "made", name: "a", createdAt: 30, mark: foreignMark };
  const madeLater = { ...made, id: "made-later", createdAt: 40 };
  const meant = (...args: Parameters<typeof vaultsMeant>) => vaultsMeant(...args).map(({ id }) => id);

  it("are the one with the ID, or all with exactly the name", () => {
    assert.deepEqual(meant({ id: "one" }, [one, older]), ["one"]);
    assert.deepEqual(meant({ id: "gone" }, [one, older]), []);
    assert.deepEqual(meant({ name: "a" }, [one, older, vault]), ["one", "older"]);
    assert.deepEqual(meant({ name: "A" }, [one]), []);
    assert.deepEqual(meant({ ensure: { name: "a" } }, [one, vault]), ["one"]);
  });

  it("are, of several that two runs have made at once, the older", () => {
    assert.deepEqual(meant({ ensure: { name: "a" } }, [madeLater, made]), ["made"]);
    const sameSecond = { ...made, id: "also-made" };
    assert.deepEqual(meant({ ensure: { name: "a" } }, [made, sameSecond]), ["also-made"]);
    assert.deepEqual(meant({ ensure: { name: "a" } }, [sameSecond, made]), ["also-made"], "whoever looks");
  });

  it("are all where nobody of this provider has made one: the user has to say which", () => {
    assert.deepEqual(meant({ ensure: { name: "a" } }, [one, older]), ["one", "older"]);
    assert.deepEqual(meant({ name: "a" }, [made, madeLater]), ["made", "made-later"]);
  });

  it("are left to be made only with ensure, and where there is none", () => {
    assert.equal(isLeftToBeMade({ ensure: { name: "new" } }, [vault]), true);
    assert.equal(isLeftToBeMade({ ensure: { name: vault.name } }, [vault]), false);
    assert.equal(isLeftToBeMade({ name: "new" }, [vault]), false);
    assert.equal(isLeftToBeMade({ id: "new" }, [vault]), false);
  });
});

describe("how large a vault is made where the user does not say", () => {
  it("is as large as the server's disks together", () => {
    assert.equal(defaultVaultSizeGb([40, 100, 200]), 340);
  });
  it("is at least what a vault can be", () => {
    assert.equal(defaultVaultSizeGb([4, 5]), 10);
    assert.equal(defaultVaultSizeGb([]), 10);
  });
});

describe("a vault that is used if it exists and made if not", () => {
  const madeVaults = (cloud: ScriptedCloud) => cloud.made(/^vaults\.create/).length;

  it("FEI-14 accepts a vault that is there: none is made", async () => {
    const cloud = new ScriptedCloud();
    const found = await ensureVault(cloud, { ...wanted, name: vault.name });
    assert.equal(found.id, ids.vault);
    assert.equal(madeVaults(cloud), 0);
  });

  it("FEI-14 accepts that there is none: one is made for it, with the name, size and mark", async () => {
    const cloud = new ScriptedCloud();
    const found = await ensureVault(cloud, wanted);
    assert.deepEqual(cloud.wantedVaults, [wanted]);
    assert.equal(found.id, cloud.has.vaults.at(-1)?.id);
  });

  it("makes it once for two resources that ask at the same time", async () => {
    const cloud = new ScriptedCloud({ vaultsShowAfter: 5 });
    const [first, second] = await Promise.all([ensureVault(cloud, wanted), ensureVault(cloud, wanted)]);
    assert.equal(madeVaults(cloud), 1);
    assert.deepEqual(first, second);
  });

  it("makes two where two names are asked for at the same time", async () => {
    const cloud = new ScriptedCloud({ vaultsShowAfter: 5 });
    const other = { ...wanted, name: "other" };
    const [first, second] = await Promise.all([ensureVault(cloud, wanted), ensureVault(cloud, other)]);
    assert.deepEqual([first.name, second.name], ["server-backups", "other"]);
  });

  it("knows what it has made although the list shows it late", async () => {
    const cloud = new ScriptedCloud({ vaultsShowAfter: 60 });
    const first = await ensureVault(cloud, wanted);
    assert.deepEqual(await ensureVault(cloud, wanted), first);
    assert.equal(madeVaults(cloud), 1);
  });

  const isLost = (error: unknown): boolean => error instanceof CloudError && error.kind === "answerLost";

  it("finds what it has made where the answer was lost, once the list shows it", async () => {
    const cloud = new ScriptedCloud({ vaultsShowAfter: 10 });
    cloud.fail(/^vaults\.create/, "answerLost", { when: "after" });
    await assert.rejects(ensureVault(cloud, wanted), isLost, "to be looked for again");
    await cloud.clock.sleep(9_000);
    await assert.rejects(ensureVault(cloud, wanted), isLost);
    await cloud.clock.sleep(1_000);
    assert.equal((await ensureVault(cloud, wanted)).id, "made-1");
    assert.equal(madeVaults(cloud), 1, "asked for once");
  });

  it("asks again where no answer came, and nothing shows for 15 seconds", async () => {
    const cloud = new ScriptedCloud();
    cloud.fail(/^vaults\.create/, "answerLost");
    await assert.rejects(ensureVault(cloud, wanted), isLost);
    await cloud.clock.sleep(14_000);
    await assert.rejects(ensureVault(cloud, wanted), isLost);
    await cloud.clock.sleep(1_000);
    assert.equal((await ensureVault(cloud, wanted)).name, "server-backups");
    assert.equal(cloud.has.vaults.filter(({ name }) => name === "server-backups").length, 1);
  });

  it("uses the older of two that two runs have made at once", async () => {
    const cloud = new ScriptedCloud();
    const first = { ...vault, id: "first", name: wanted.name, mark: foreignMark, createdAt: 10 };
    cloud.has.vaults.push({ ...first, id: "second", createdAt: 20 }, first);
    assert.equal((await ensureVault(cloud, wanted)).id, "first");
    assert.equal(madeVaults(cloud), 0);
  });

  it("FEI-14 rejects a vault that the cloud refuses to make: its no is told, and nothing is kept of it", async () => {
    const cloud = new ScriptedCloud();
    cloud.fail(/^vaults\.create/, "refused", { code: "BackupService.9900" });
    await assert.rejects(ensureVault(cloud, wanted), (error) => {
      assert.ok(error instanceof CloudError);
      return error.details.code === "BackupService.9900";
    });
    assert.equal((await ensureVault(cloud, wanted)).name, "server-backups", "asked again, it may");
  });
});
