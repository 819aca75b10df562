import assert from "node:assert/strict";
import { fleetIds } from "../../emulator";
import { assertRefused, TestCloud, web01Seconds } from "./testCloud";

const patch = (test: TestCloud, id: string, ...changes: object[]) =>
  test.call("ims", "PATCH", `/v2/cloudimages/${id}`, changes);

describe("emulated images", () => {
  it("are found by what is asked for", async () => {
    const test = new TestCloud();
    const id = await test.make({ tags: ["env.prod"] });
    const day = new Date(Date.UTC(2026, 1, 1)).toISOString();
    const found = async (query: string) => (await test.images(query)).map((image) => image.id as string);
    const gold = [fleetIds.suse, fleetIds.windows, fleetIds.ubuntu];
    const older = [fleetIds.sharedAccepted, ...gold];
    const [own, all] = [[id], [id, ...older]];
    for (const [query, expected] of [
      ["", all],
      [`id=${id}`, own],
      ["id=none", []],
      ["name=web-01%20full", own],
      ["name=web-01", []],
      ["status=active", all],
      ["status=queued", []],
      ["tag=env=prod", own],
      ["tag=env%3Dtest", []],
      ["__whole_image=true", own],
      ["__whole_image=false", older],
      ["__imagetype=private", own],
      ["__imagetype=gold&visibility=public&protected=true", gold],
      ["__isregistered=true", all],
      ["__isregistered=False", []],
      ["protected=True", gold],
      ["protected=False", [id, fleetIds.sharedAccepted]],
      ["__os_type=Windows", [fleetIds.windows]],
      ["__platform=Ubuntu&__imagetype=gold", [fleetIds.ubuntu]],
      [`created_at=gt:${day}`, own],
      [`created_at=lt:${day}`, older],
      ["created_at=eq:2026-03-01T12:00:00%2B00:00", own],
      ["enterprise_project_id=0", all],
      ["enterprise_project_id=all_granted_eps", all],
      [`owner=${test.cloud.account.projectId}`, own],
      ["limit=1", [id]],
      [`limit=1&marker=${id}`, [fleetIds.sharedAccepted]],
      [`marker=${fleetIds.ubuntu}`, []],
      ["sort_key=name&sort_dir=asc&__os_type=Linux&__imagetype=gold", [fleetIds.suse, fleetIds.ubuntu]],
      ["sort_key=name&__os_type=Linux&__imagetype=gold", [fleetIds.ubuntu, fleetIds.suse]],
    ] as const) {
      assert.deepEqual(await found(query), expected, query);
    }
    for (const query of [
      ...["sort_key=colour", "sort_dir=up", "marker=none", "limit=x", "limit=", "limit=1e1", "size_min=x"],
      ...["created_at=gt:2026-01-01%2000:00:00", "created_at=gt:2026-01-01T00:00:00"],
      ...["updated_at=lt:2026-01-01", "updated_at=2026-01-01T00:00:00%2B02:00"],
      "created_at=2026-02-30T00:00:00Z",
      ...["protected=maybe", "protected=", "__whole_image=yes", "__isregistered=1"],
      ...["name=none&protected=maybe", "name=none&created_at=soon", "name=none&size_max=x"],
    ]) {
      assert.equal((await test.call("ims", "GET", `/v2/cloudimages?${query}`)).status, 400, query);
    }
  });

  it("are shown one by one, and 404 when gone", async () => {
    const test = new TestCloud();
    const id = await test.make();
    const { status, body } = await test.call("ims", "GET", `/v2/images/${id}`);
    assert.deepEqual([status, body.id], [200, id]);
    assert.deepEqual(body, (await test.images(`id=${id}`))[0]);
    assertRefused(await test.call("ims", "GET", "/v2/images/none"), 404, "IMG.0027");
  });

  it("are changed attribute by attribute", async () => {
    const test = new TestCloud();
    const id = await test.make();
    const { status, body } = await patch(
      test,
      id,
      { op: "replace", path: "/name", value: "renamed" },
      { op: "add", path: "/__description", value: "text" },
      { op: "replace", path: "/min_ram", value: "1024" },
      { op: "add", path: "/max_ram", value: "2048" },
      { op: "add", path: "/own_attribute", value: "x" },
    );
    assert.equal(status, 200);
    assert.deepEqual(
      [body.name, body.__description, body.min_ram, body.max_ram, body.own_attribute],
      ["renamed", "text", 1024, "2048", "x"],
    );
    assert.deepEqual((await test.images(`id=${id}`))[0], body);
    const removed = await patch(test, id, { op: "remove", path: "/__description" });
    assert.equal(removed.body.__description, undefined);
  });

  it("cannot have an attribute replaced that was never set", async () => {
    const test = new TestCloud();
    const id = await test.make();
    const name = { op: "replace", path: "/name", value: "renamed" };
    const missing = (op: string) => ({ op, path: "/__description", value: "text" });
    assertRefused(await patch(test, id, name, missing("replace")), 400, "IMG.0035");
    assert.equal((await test.images(`id=${id}`))[0].name, "web-01 full", "all or nothing");
    assert.equal((await patch(test, id, missing("add"))).status, 200);
    assert.equal((await patch(test, id, missing("replace"))).status, 200);
  });

  it("refuse changes by the rules of creation", async () => {
    const test = new TestCloud();
    const other = await test.make({ name: "other" });
    assert.ok(other);
    const id = await test.make({ name: "web-01 full" });
    const set = (path: string, value: unknown) => patch(test, id, { op: "replace", path, value });
    assertRefused(await set("/name", "other"), 400, "IMG.0009");
    assertRefused(await set("/name", " other"), 400, "IMG.0003");
    assertRefused(await set("/name", "n".repeat(129)), 400, "IMG.0002");
    assertRefused(await set("/status", "killed"), 400, "IMG.0001");
    assertRefused(await set("/name", 1), 400, "IMG.0001");
    assertRefused(await set("name", "x"), 400, "IMG.0001");
    assertRefused(await patch(test, id), 400, "IMG.0001");
    assertRefused(await test.call("ims", "PATCH", "/v2/cloudimages/none", []), 400, "IMG.0027");
    const gold = await patch(test, fleetIds.ubuntu, { op: "replace", path: "/name", value: "x" });
    assertRefused(gold, 403, "IMG.0026");
  });

  it("can be changed and deleted only when they are made", async () => {
    const test = new TestCloud();
    await test.begin();
    const [{ id }] = await test.images();
    for (const seconds of [0, web01Seconds.queue]) {
      test.pass(seconds);
      assertRefused(await patch(test, id, { op: "replace", path: "/name", value: "x" }), 400, "IMG.0046");
      assertRefused(await test.call("ims", "DELETE", `/v2/images/${id}`), 400, "IMG.0090");
    }
  });

  it("have tags", async () => {
    const test = new TestCloud();
    const path = `/v2/{pid}/images/${await test.make({ tags: ["a.1"] })}/tags`;
    const tags = async () => (await test.call("ims", "GET", path)).body.tags;
    const action = (action: string, tags: object[]) =>
      test.call("ims", "POST", `${path}/action`, { action, tags });

    assert.equal((await test.call("ims", "POST", path, { tag: { key: " b ", value: " 2 " } })).status, 204);
    assert.equal((await test.call("ims", "POST", path, { tag: { key: "a", value: "3" } })).status, 204);
    assert.deepEqual(await tags(), [
      { key: "b", value: "2" },
      { key: "a", value: "3" },
    ]);
    assert.equal((await action("create", [{ key: "c", value: "" }])).status, 204);
    assert.equal((await action("delete", [{ key: "c" }])).status, 204);
    assert.equal((await action("delete", [{ key: "c" }])).status, 204, "a missing key does not matter here");
    assert.equal((await test.call("ims", "DELETE", `${path}/b`)).status, 204);
    assert.equal((await test.call("ims", "DELETE", `${path}/b`)).status, 404, "but it does here");
    assert.deepEqual(await tags(), [{ key: "a", value: "3" }]);

    assertRefused(await test.call("ims", "POST", path, { tag: { key: "", value: "" } }), 400, "IMG.0115");
    const long = { key: "k", value: "v".repeat(44) };
    assertRefused(await action("create", [long]), 400, "IMG.0115");
    const many = Array.from({ length: 10 }, (_, index) => ({ key: `k${index}`, value: "" }));
    assertRefused(await action("create", many), 400, "IMG.0116");
    assertRefused(await test.call("ims", "GET", "/v2/{pid}/images/none/tags"), 400, "IMG.0027");
  });

  it("count against the quota from the submission on", async () => {
    const test = new TestCloud();
    const quota = async () =>
      (await test.call("ims", "GET", "/v1/cloudimages/quota")).body.quotas.resources[0];
    assert.deepEqual([(await quota()).type, (await quota()).used, (await quota()).quota], ["image", 0, 50]);
    await test.begin();
    assert.equal((await quota()).used, 1);
  });

  it("of whole servers can neither be exported nor replicated (FEI-11)", async () => {
    const test = new TestCloud();
    const id = await test.make();
    assertRefused(await test.call("ims", "POST", `/v1/cloudimages/${id}/file`, {}), 400, "IMG.0128");
    assertRefused(await test.call("ims", "POST", `/v1/cloudimages/${id}/copy`, {}), 400, "IMG.0130");
  });
});

describe("the deletion of an emulated image", () => {
  const remove = (test: TestCloud, id: string, body?: unknown) =>
    test.call("ims", "DELETE", `/v2/images/${id}`, body);

  for (const body of [undefined, {}, { delete_backup: false }]) {
    it(`keeps the backup with the body ${JSON.stringify(body)}`, async () => {
      const test = new TestCloud();
      const id = await test.make();
      const answered = await remove(test, id, body);
      assert.deepEqual([answered.status, answered.body], [204, undefined]);
      assert.deepEqual(await test.images(), []);
      assertRefused(await test.call("ims", "GET", `/v2/images/${id}`), 404, "IMG.0027");
      test.pass(3600);
      const [backup] = await test.backups();
      assert.deepEqual([backup.status, backup.extend_info.os_images_data], ["available", []]);
    });
  }

  it("takes the backup along where that is said, and frees its room", async () => {
    const test = new TestCloud();
    const id = await test.make();
    assert.equal((await remove(test, id, { delete_backup: true })).status, 204);
    assert.equal((await test.backups())[0].status, "deleting");
    assert.equal((await test.operationLogs("operation_type=delete"))[0].status, "running");
    test.pass(10);
    assert.deepEqual(await test.backups(), []);
    assert.equal((await test.operationLogs("operation_type=delete"))[0].status, "success");
    assert.equal(test.cloud.state().vaults[0]!.usedMb, 0);
  });

  it("takes along even a backup that is still being written", async () => {
    const test = new TestCloud();
    await test.make({ name: "first" });
    const used = test.cloud.state().vaults[0]!.usedMb;
    await test.begin();
    test.pass(web01Seconds.queue + web01Seconds.snapshots);
    const [{ id }] = await test.images("name=web-01%20full");
    assert.equal((await remove(test, id, { delete_backup: true })).status, 204);
    test.pass(3600);
    assert.equal((await test.backups()).length, 1);
    assert.equal(test.cloud.state().vaults[0]!.usedMb, used, "only what was counted is freed");
    await test.begin();
  });

  it("is refused for missing, public and protected images", async () => {
    const test = new TestCloud();
    assertRefused(await remove(test, "none"), 404, "IMG.0027");
    assertRefused(await remove(test, fleetIds.ubuntu), 400, "IMG.0092");
    const id = await test.make();
    test.cloud.update((state) => (state.images.find((image) => image.id === id)!.protected = true));
    assertRefused(await remove(test, id), 400, "IMG.0028");
    assertRefused(await remove(test, id, { delete_backup: "yes" }), 400, "IMG.0001");
  });
});
