import assert from "node:assert/strict";
import { assertFails, cloudThatSays, Connection, outOfOrder, projectId } from "./connections";

const gone = "99999999-0000-4000-8000-000000000000";
const mark = "0123456789ab_0123456789abcdef";

const wire = { id: "i-1", name: "web-01 full", status: "active", created_at: "2026-01-02T03:04:05Z" };
const only = (image: object) => cloudThatSays({ body: { images: [image] } }).cloud.images.get("i-1");
const itself = (connection: Connection, id: string) =>
  connection.emulated.state().images.find((image) => image.id === id);

describe("images of Open Telekom Cloud", () => {
  it("are told in our own words", async () => {
    const connection = new Connection();
    const begun = connection.now;
    const id = await connection.make({ description: "before the upgrade" });
    assert.deepEqual(await connection.cloud.images.get(id), {
      id,
      name: "web-01 full",
      description: "before the upgrade",
      state: "usable",
      stateText: "active",
      backupId: connection.emulated.state().backups[0]?.id,
      wholeServer: true,
      mark,
      createdAt: begun,
    });
  });

  it("without a description have an empty one", async () => {
    const connection = new Connection();
    const id = await connection.make();
    assert.equal(itself(connection, id)?.description, null);
    assert.equal((await connection.cloud.images.get(id))?.description, "");
  });

  for (const { status, expected } of [
    { status: "queued", expected: "creating" },
    { status: "saving", expected: "creating" },
    { status: "active", expected: "usable" },
    { status: "killed", expected: "failed" },
    { status: "deleted", expected: "failed" },
    { status: "a word that is in no list", expected: "failed" },
  ])
    it(`in status ${status} are ${expected}`, async () => {
      const image = await only({ ...wire, status });
      assert.deepEqual([image?.state, image?.stateText], [expected, status]);
    });

  for (const { reason, flag, expected } of [
    { reason: "the boolean true", flag: { __whole_image: true }, expected: true },
    { reason: "the boolean false", flag: { __whole_image: false }, expected: false },
    { reason: 'the text "true"', flag: { __whole_image: "true" }, expected: true },
    { reason: 'the text "false"', flag: { __whole_image: "false" }, expected: false },
    { reason: "absent", flag: {}, expected: undefined },
    { reason: "null", flag: { __whole_image: null }, expected: undefined },
  ])
    it(`hold a whole server where the attribute says so: it is ${reason}`, async () => {
      assert.equal((await only({ ...wire, ...flag }))?.wholeServer, expected);
    });

  for (const { reason, tags, expected } of [
    { reason: "as key=value", tags: ["team=web", `ecs-lifecycle=${mark}`], expected: mark },
    { reason: "as key.value, the old spelling", tags: [`ecs-lifecycle.${mark}`], expected: mark },
    { reason: "under another key that begins alike", tags: [`ecs-lifecycle2=${mark}`], expected: undefined },
    { reason: "nowhere: no tags", tags: [], expected: undefined },
    { reason: "nowhere: tags are absent", tags: undefined, expected: undefined },
    { reason: "nowhere: tags are null", tags: null, expected: undefined },
  ])
    it(`carry their mark ${reason}`, async () => {
      assert.equal((await only({ ...wire, tags }))?.mark, expected);
    });

  it("have no backup where its ID is empty", async () => {
    assert.equal((await only({ ...wire, __backup_id: "" }))?.backupId, undefined);
    assert.equal((await only({ ...wire, __backup_id: "b" }))?.backupId, "b");
  });

  describe("that are looked for by their ID", () => {
    it("are undefined only after a definite no: an empty list is none", async () => {
      const connection = new Connection();
      assert.equal(await connection.cloud.images.get(gone), undefined);
      assert.deepEqual(connection.calls(), [
        `GET ims /v2/cloudimages?id=${gone}`,
        `GET ims /v2/images/${gone}`,
      ]);
    });

    it("are found by the second look where the list does not show them", async () => {
      const { cloud } = cloudThatSays({ body: { images: [] } }, { body: wire });
      assert.equal((await cloud.images.get("i-1"))?.id, "i-1");
    });

    for (const { reason, replies, kind } of [
      { reason: "the list is out of order", replies: [outOfOrder], kind: "answerLost" },
      {
        reason: "the second look is out of order",
        replies: [{ body: { images: [] } }, outOfOrder],
        kind: "answerLost",
      },
      {
        reason: "nobody may look",
        replies: [
          { body: { images: [] } },
          { status: 403, body: { error: { code: "IMG.0026", message: "m" } } },
        ],
        kind: "denied",
      },
    ] as const)
      it(`are not "undefined" when ${reason}`, async () => {
        await assertFails(cloudThatSays(...replies).cloud.images.get("i-1"), kind);
      });
  });

  describe("that carry a mark", () => {
    it("are found among all images of whole servers", async () => {
      const connection = new Connection();
      const id = await connection.make();
      connection.emulated.update(({ images }) => {
        const made = images.find((image) => image.id === id)!;
        images.push({ ...made, id: "unmarked", tags: [] });
      });
      assert.deepEqual(
        (await connection.cloud.images.listMarked()).map((image) => image.id),
        [id],
      );
    });

    it("are looked for page by page, from the last image on", async () => {
      const page = (first: number) =>
        Array.from({ length: 500 }, (_, i) => ({ ...wire, id: `i-${first + i}` }));
      const last = { ...wire, id: "last", tags: [`ecs-lifecycle=${mark}`] };
      const { cloud, requests } = cloudThatSays(
        { body: { images: page(0) } },
        { body: { images: page(500) } },
        { body: { images: [last] } },
      );
      assert.deepEqual(
        (await cloud.images.listMarked()).map(({ id }) => id),
        ["last"],
      );
      const query = "?__imagetype=private&__whole_image=true&limit=500";
      assert.deepEqual(
        requests.map(({ url }) => url.search),
        [query, `${query}&marker=i-499`, `${query}&marker=i-999`],
      );
    });
  });

  describe("that are asked for", () => {
    it("have the server, the vault, the name, the description and the mark", async () => {
      const { cloud, requests } = cloudThatSays({ body: { job_id: "j" } });
      const request = { serverId: "s", vaultId: "v", name: "n", description: "d", mark };
      assert.deepEqual(await cloud.images.submitWholeServerImage(request), { jobId: "j" });
      assert.deepEqual(JSON.parse(requests[0]?.body ?? ""), {
        name: "n",
        instance_id: "s",
        vault_id: "v",
        description: "d",
        image_tags: [{ key: "ecs-lifecycle", value: mark }],
      });
    });

    it("without a description do not mention one", async () => {
      const { cloud, requests } = cloudThatSays({ body: { job_id: "j" } });
      await cloud.images.submitWholeServerImage({
        ...{ serverId: "s", vaultId: "v", name: "n", mark },
        description: undefined,
      });
      assert.doesNotMatch(requests[0]?.body ?? "", /description/);
    });

    for (const { reason, kind } of [
      { reason: "the answer was lost after the effect", kind: "lostAfter" },
      { reason: "the answer was lost before the effect", kind: "lostBefore" },
    ] as const)
      it(`are never asked for twice: ${reason}`, async () => {
        const connection = new Connection();
        connection.emulated.addFault({ id: "f", kind, match: { method: "POST" } });
        await assertFails(connection.submit(), "answerLost");
        assert.equal(connection.emulated.state().jobs.length, kind === "lostAfter" ? 1 : 0);
        assert.equal(connection.calls().length, 1);
      });

    for (const { reason, change, kind } of [
      {
        reason: "the name is taken",
        change: (it: Connection) =>
          it.emulated.update(({ images }) =>
            images.push({ ...images[0]!, id: "i", imageType: "private", name: "web-01 full" }),
          ),
        kind: "nameTaken",
      },
      {
        reason: "the server has a task",
        change: (it: Connection) =>
          it.emulated.update(({ servers }) => (servers[0]!.taskState = "rebooting")),
        kind: "busy",
      },
      {
        reason: "there is no such vault",
        change: (it: Connection) => it.emulated.update((state) => (state.vaults = [])),
        kind: "refused",
      },
    ] as const)
      it(`are refused in a way that can be told apart: ${reason}`, async () => {
        const connection = new Connection();
        change(connection);
        await assertFails(connection.submit(), kind);
      });
  });

  describe("their jobs", () => {
    it("run, and end with the image", async () => {
      const connection = new Connection();
      const id = await connection.submit();
      assert.deepEqual(await connection.cloud.images.job(id), {
        ...{ id, state: "running", imageId: undefined, failure: undefined },
      });
      connection.pass(10);
      assert.equal((await connection.cloud.images.job(id))?.state, "running");
      connection.pass(3600);
      const job = await connection.cloud.images.job(id);
      assert.equal(job?.state, "succeeded");
      assert.ok(job.imageId && itself(connection, job.imageId));
    });

    it("end with the cloud's code and reason", async () => {
      const connection = new Connection();
      const fault = { kind: "imageJobFails", code: "IMG.0060", reason: "no room" } as const;
      connection.emulated.addFault({ id: "f", match: {}, ...fault });
      const id = await connection.submit();
      connection.pass(3600);
      const job = await connection.cloud.images.job(id);
      assert.equal(job?.state, "failed");
      assert.deepEqual(job.failure, { code: "IMG.0060", reason: "no room" });
    });

    it("may end without any reason", async () => {
      const { cloud } = cloudThatSays({ body: { job_id: "j", status: "FAIL", error_code: null } });
      const job = await cloud.images.job("j");
      assert.deepEqual(job?.failure, { code: "no code", reason: "no reason given" });
    });

    it("may not be known, or not any more", async () => {
      assert.equal(await new Connection().cloud.images.job("0".repeat(32)), undefined);
    });

    it("are not unknown when nobody answers", async () => {
      await assertFails(cloudThatSays(outOfOrder).cloud.images.job("j"), "answerLost");
    });
  });

  it("get another mark in place of the one they had", async () => {
    const connection = new Connection();
    const id = await connection.make();
    await connection.cloud.images.setMark(id, "0123456789ab_fedcba9876543210");
    assert.equal((await connection.cloud.images.get(id))?.mark, "0123456789ab_fedcba9876543210");
    assert.equal(itself(connection, id)?.tags.length, 1);
  });

  describe("that are changed", () => {
    it("have the new name and description", async () => {
      const connection = new Connection();
      const id = await connection.make({ description: "old" });
      await connection.cloud.images.update(id, { name: "new name", description: "new" });
      const { name, description } = itself(connection, id)!;
      assert.deepEqual([name, description], ["new name", "new"]);
    });

    it("get a description that they never had: it is added, not replaced", async () => {
      const connection = new Connection();
      const id = await connection.make();
      await connection.cloud.images.update(id, { name: "web-01 full", description: "new" });
      assert.equal(itself(connection, id)?.description, "new");
    });

    it("send what cannot be replaced again, as an addition", async () => {
      const { cloud, requests } = cloudThatSays(
        { status: 400, body: { error: { code: "IMG.0035", message: "no such attribute" } } },
        {},
      );
      await cloud.images.update("i-1", { name: "n", description: "d" });
      const changes = (op: string) => [
        { op: "replace", path: "/name", value: "n" },
        { op, path: "/__description", value: "d" },
      ];
      assert.deepEqual(
        requests.map(({ method, body }) => [method, JSON.parse(body ?? "")]),
        [
          ["PATCH", changes("replace")],
          ["PATCH", changes("add")],
        ],
      );
    });

    it("are changed only as far as is said", async () => {
      const { cloud, requests } = cloudThatSays({});
      await cloud.images.update("i-1", { name: "n" });
      assert.deepEqual(JSON.parse(requests[0]?.body ?? ""), [{ op: "replace", path: "/name", value: "n" }]);
    });

    it("stay as they are after any other refusal", async () => {
      const connection = new Connection();
      const id = await connection.make();
      await assertFails(connection.cloud.images.update(id, { name: "a/b" }), "refused");
      assert.equal(connection.calls().filter((call) => call.startsWith("PATCH")).length, 1);
      await assertFails(connection.cloud.images.update(gone, { name: "n" }), "notFound");
    });
  });

  describe("that are deleted", () => {
    it("go with the backup behind them", async () => {
      const connection = new Connection();
      const id = await connection.make();
      await connection.cloud.images.deleteWithBackup(id);
      connection.pass(60);
      assert.equal(itself(connection, id), undefined);
      assert.deepEqual(connection.emulated.state().backups, []);
    });

    it("may be gone already", async () => {
      await new Connection().cloud.images.deleteWithBackup(gone);
    });

    it("are not taken for gone when nobody answers", async () => {
      await assertFails(cloudThatSays(outOfOrder).cloud.images.deleteWithBackup(gone), "answerLost");
    });

    it("are refused while they are made", async () => {
      const connection = new Connection();
      await connection.submit();
      const id = connection.emulated.state().images.at(-1)!.id;
      await assertFails(connection.cloud.images.deleteWithBackup(id), "busy");
    });
  });

  it("are those of the project that the profile names", async () => {
    const connection = new Connection();
    await connection.cloud.images.job("0".repeat(32));
    assert.deepEqual(connection.calls(), [`GET ims /v1/${projectId}/jobs/${"0".repeat(32)}`]);
    assert.deepEqual(connection.cloud.identity, {
      ...{ cloud: "openTelekomCloud", region: "eu-de", projectId },
    });
    assert.equal(connection.cloud.now(), connection.now, "the cloud's time, as its answer told it");
  });
});
