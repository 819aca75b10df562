import assert from "node:assert/strict";
import { fleetIds, fleetWithOwnImages } from "../../emulator";
import { assertRefused, TestCloud } from "./testCloud";

const idsIn = async (test: TestCloud, query: string) =>
  (await test.images(query)).map(({ id }: { id: string }) => id);

describe("emulated images that another project shares", () => {
  it("are listed once they are accepted, or by their member status", async () => {
    const test = new TestCloud();
    const shared = "__imagetype=shared&visibility=shared";
    assert.deepEqual(await idsIn(test, shared), [fleetIds.sharedAccepted]);
    assert.deepEqual(await idsIn(test, `${shared}&member_status=accepted`), [fleetIds.sharedAccepted]);
    assert.deepEqual(await idsIn(test, `${shared}&member_status=pending`), [fleetIds.sharedPending]);
    assert.deepEqual(await idsIn(test, `${shared}&member_status=rejected`), []);
    const without = await test.call("ims", "GET", "/v2/cloudimages?member_status=pending");
    assertRefused(without, 400, "IMG.0001");
  });

  it("may be listed before they are accepted, in another world", async () => {
    const test = new TestCloud({ world: { unacceptedImages: "listed" } });
    assert.deepEqual(await idsIn(test, "__imagetype=shared"), [
      fleetIds.sharedPending,
      fleetIds.sharedAccepted,
    ]);
  });

  it("belong to the other project: they can be neither changed nor deleted, and do not count", async () => {
    const test = new TestCloud();
    const { body } = await test.call("ims", "GET", `/v2/images/${fleetIds.sharedAccepted}`);
    assert.deepEqual([body.visibility, body.__imagetype], ["shared", "shared"]);
    assert.notEqual(body.owner, test.cloud.account.projectId);
    const one = `/v2/cloudimages/${fleetIds.sharedAccepted}`;
    const change = [{ op: "replace", path: "/name", value: "x" }];
    assertRefused(await test.call("ims", "PATCH", one, change), 403, "IMG.0026");
    const removed = await test.call("ims", "DELETE", `/v2/images/${fleetIds.sharedAccepted}`);
    assertRefused(removed, 400, "IMG.0092");
    const { quotas } = (await test.call("ims", "GET", "/v1/cloudimages/quota")).body;
    assert.equal(quotas.resources[0].used, 0);
  });
});

describe("the private images of the emulated fleet", () => {
  it("are one of a server, an encrypted one, one without injection, and one of a whole server", async () => {
    const test = new TestCloud({ fixture: fleetWithOwnImages });
    const own = "__imagetype=private";
    assert.equal((await test.images(own)).length, 4);
    assert.deepEqual(await idsIn(test, `${own}&__system__cmkid=${fleetIds.dataKey}`), [
      fleetIds.encryptedBase,
    ]);
    assert.deepEqual(await idsIn(test, `${own}&__support_fc_inject=true`), [fleetIds.withoutInjection]);
    const [base] = await test.images(`id=${fleetIds.webBase}`);
    assert.equal(base.__data_origin, `instance,${fleetIds.web01}`);
    const [whole] = await test.images(`${own}&__whole_image=true`);
    assert.equal(whole.__backup_id, fleetIds.teamBackup);
  });

  it("have a backup in the vault behind the whole one, which takes room there", async () => {
    const test = new TestCloud({ fixture: fleetWithOwnImages });
    const [backup, ...others] = await test.backups();
    assert.deepEqual(
      [backup.id, backup.status, backup.vault_id, backup.resource_id, others],
      [fleetIds.teamBackup, "available", fleetIds.vaultTeam, fleetIds.team08, []],
    );
    assert.equal(backup.extend_info.os_images_data[0].image_id, fleetIds.teamWhole);
    const { vault } = (await test.call("cbr", "GET", `/v3/{pid}/vaults/${fleetIds.vaultTeam}`)).body;
    assert.equal(vault.billing.used, 16 * 1024);
    assertRefused(
      await test.call("cbr", "DELETE", `/v3/{pid}/backups/${backup.id}`),
      400,
      "BackupService.6204",
    );
  });
});
