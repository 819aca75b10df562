import assert from "node:assert/strict";
import {
  asked,
  assertFails,
  cloudThatSays,
  Connection,
  outOfOrder,
  projectId,
  query,
  sent,
} from "./connections";

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
      tags: {},
      minRamMb: 0,
      maxRamMb: undefined,
      enterpriseProject: undefined,
      createdAt: begun,
    });
  });

  it("without a description have none", async () => {
    const connection = new Connection();
    const id = await connection.make();
    assert.equal(itself(connection, id)?.description, null);
    assert.equal((await connection.cloud.images.get(id))?.description, undefined);
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

  for (const { reason, tags, expected } of [
    { reason: "as key=value", tags: ["team=web", "tier=1"], expected: { team: "web", tier: "1" } },
    { reason: "as key.value, the old spelling", tags: ["team.web"], expected: { team: "web" } },
    { reason: "in both spellings at once", tags: ["a.1", "b=2"], expected: { a: "1", b: "2" } },
    { reason: "with an empty value", tags: ["team=", "tier."], expected: { team: "", tier: "" } },
    {
      reason: "with a value that holds either sign",
      tags: ["a=1.5", "b=c=d"],
      expected: { a: "1.5", b: "c=d" },
    },
    { reason: "without the mark", tags: ["team=web", `ecs-lifecycle=${mark}`], expected: { team: "web" } },
    { reason: "that are none", tags: [], expected: {} },
    { reason: "that are absent", tags: undefined, expected: {} },
    { reason: "that are null", tags: null, expected: {} },
  ])
    it(`have their tags: ${reason}`, async () => {
      assert.deepEqual((await only({ ...wire, tags }))?.tags, expected);
    });

  for (const { reason, memory, expected } of [
    { reason: "the most as a text", memory: { min_ram: 0, max_ram: "4096" }, expected: [0, 4096] },
    { reason: "the most as a number", memory: { max_ram: 4096 }, expected: [0, 4096] },
    { reason: "the least as a number", memory: { min_ram: 2048 }, expected: [2048, undefined] },
    { reason: "the least as a text", memory: { min_ram: "2048" }, expected: [2048, undefined] },
    { reason: "empty texts", memory: { min_ram: "", max_ram: "" }, expected: [0, undefined] },
    { reason: "null", memory: { min_ram: null, max_ram: null }, expected: [0, undefined] },
    { reason: "absent", memory: {}, expected: [0, undefined] },
  ])
    it(`have limits of memory: ${reason}`, async () => {
      const image = await only({ ...wire, ...memory });
      assert.deepEqual([image?.minRamMb, image?.maxRamMb], expected);
    });

  it("with a limit of memory that is no number are no answer", async () => {
    await assertFails(only({ ...wire, max_ram: "much" }), "answerLost");
  });

  for (const { reason, project, expected } of [
    { reason: "the account's default", project: "0", expected: undefined },
    { reason: "the account's default, as a number", project: 0, expected: undefined },
    { reason: "absent", project: undefined, expected: undefined },
    { reason: "null", project: null, expected: undefined },
    { reason: "empty", project: "", expected: undefined },
    { reason: "one of the account's own", project: gone, expected: gone },
  ])
    it(`are in an enterprise project: ${reason}`, async () => {
      const image = await only({ ...wire, enterprise_project_id: project });
      assert.equal(image?.enterpriseProject, expected);
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

    it("are gone where list and second look say so, the latter with a web page", async () => {
      const page = { status: 404, body: "<html><head><title>404 Not Found</title></head></html>" };
      assert.equal(await cloudThatSays({ body: { images: [] } }, page).cloud.images.get("i-1"), undefined);
    });

    for (const { reason, replies, kind } of [
      { reason: "the list is out of order", replies: [outOfOrder], kind: "answerLost" },
      {
        reason: "the second look is out of order",
        replies: [{ body: { images: [] } }, outOfOrder],
        kind: "answerLost",
      },
      {
        reason: "the gateway knows nothing of the second look",
        replies: [{ body: { images: [] } }, { status: 404, body: { error_code: "APIGW.0101" } }],
        kind: "refused",
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

  describe("that are listed", () => {
    it("are the account's own, of whatever kind, and not the public ones", async () => {
      const connection = new Connection();
      const id = await connection.make();
      connection.emulated.update(({ images }) => {
        const made = images.find((image) => image.id === id)!;
        images.push({ ...made, id: "disk-image", name: "a disk", wholeImage: false });
      });
      const listed = await connection.cloud.images.list();
      assert.deepEqual(listed.map((image) => image.id).sort(), [id, "disk-image"].sort());
    });

    it("are looked for page by page, from the last image on", async () => {
      const page = (first: number) =>
        Array.from({ length: 500 }, (_, i) => ({ ...wire, id: `i-${first + i}` }));
      const { cloud, requests } = cloudThatSays(
        { body: { images: page(0) } },
        { body: { images: page(500) } },
        { body: { images: [{ ...wire, id: "last" }] } },
      );
      const listed = await cloud.images.list();
      assert.deepEqual([listed.length, listed.at(-1)?.id], [1001, "last"]);
      assert.deepEqual(requests.map(asked), Array(3).fill("GET /v2/cloudimages"));
      const all = { __imagetype: "private", limit: "500" };
      assert.deepEqual(requests.map(query), [all, { ...all, marker: "i-499" }, { ...all, marker: "i-999" }]);
    });

    it("end with an empty page where the last one was full", async () => {
      const page = Array.from({ length: 500 }, (_, i) => ({ ...wire, id: `i-${i}` }));
      const { cloud, requests } = cloudThatSays({ body: { images: page } }, { body: { images: [] } });
      assert.equal((await cloud.images.list()).length, 500);
      assert.equal(requests.length, 2);
    });

    it("are no list where a page is missing", async () => {
      const page = Array.from({ length: 500 }, (_, i) => ({ ...wire, id: `i-${i}` }));
      await assertFails(
        cloudThatSays({ body: { images: page } }, outOfOrder).cloud.images.list(),
        "answerLost",
      );
    });
  });

  describe("that are looked for by their name", () => {
    it("are the account's own with exactly this name", async () => {
      const connection = new Connection();
      const id = await connection.make({ name: "web-01 full" });
      const { images } = connection.cloud;
      assert.deepEqual(
        (await images.named("web-01 full")).map((image) => image.id),
        [id],
      );
      assert.deepEqual(await images.named("web-01"), []);
      assert.deepEqual(await images.named("Standard_Ubuntu_22.04_latest"), [], "a public image");
    });

    it("are asked for by the cloud's own filter", async () => {
      const { cloud, requests } = cloudThatSays({ body: { images: [] } });
      await cloud.images.named("web-01 full");
      assert.deepEqual(requests.map(query), [{ name: "web-01 full", __imagetype: "private", limit: "500" }]);
    });
  });

  describe("their quota", () => {
    const resources = [
      { type: "image_shared", used: 1, quota: 10, min: 1, max: 500 },
      { type: "image", used: 3, quota: 50, min: 1, max: 500 },
      { type: "image_member", used: 2, quota: 100, min: 1, max: 500 },
    ];

    it("is how many images of its own the account has, and may have", async () => {
      const { cloud, requests } = cloudThatSays({ body: { quotas: { resources } } });
      assert.deepEqual(await cloud.images.quota(), { used: 3, limit: 50 });
      assert.deepEqual(requests.map(asked), ["GET /v1/cloudimages/quota"]);
    });

    it("is the one that the cloud keeps", async () => {
      const connection = new Connection();
      await connection.make();
      connection.emulated.update((state) => (state.imageQuota = 7));
      assert.deepEqual(await connection.cloud.images.quota(), { used: 1, limit: 7 });
    });

    it("is not known where the cloud does not name it", async () => {
      const others = resources.filter(({ type }) => type !== "image");
      const { cloud } = cloudThatSays({ body: { quotas: { resources: others } } });
      assert.equal(await cloud.images.quota(), undefined);
    });

    it("is not taken for free when nobody answers", async () => {
      await assertFails(cloudThatSays(outOfOrder).cloud.images.quota(), "answerLost");
    });
  });

  describe("that are asked for", () => {
    const least = { serverId: "s", vaultId: "v", name: "n", tags: {}, mark };
    const unsaid = {
      ...{ description: undefined, enterpriseProject: undefined },
      ...{ minRamMb: undefined, maxRamMb: undefined },
    };

    it("have everything that is said, and the mark as a tag", async () => {
      const { cloud, requests } = cloudThatSays({ body: { job_id: "j" } });
      const request = {
        ...{ ...least, description: "d", tags: { team: "web", tier: "" }, enterpriseProject: gone },
        ...{ minRamMb: 2048, maxRamMb: 4096 },
      };
      assert.deepEqual(await cloud.images.submitWholeServerImage(request), { jobId: "j" });
      assert.deepEqual(requests.map(asked), ["POST /v1/cloudimages/wholeimages/action"]);
      assert.deepEqual(requests.map(sent), [
        {
          name: "n",
          instance_id: "s",
          vault_id: "v",
          description: "d",
          enterprise_project_id: gone,
          min_ram: 2048,
          max_ram: 4096,
          image_tags: [
            { key: "team", value: "web" },
            { key: "tier", value: "" },
            { key: "ecs-lifecycle", value: mark },
          ],
        },
      ]);
    });

    it("do not mention what is not said", async () => {
      const { cloud, requests } = cloudThatSays({ body: { job_id: "j" } });
      await cloud.images.submitWholeServerImage({ ...least, ...unsaid });
      assert.deepEqual(requests.map(sent), [
        {
          name: "n",
          instance_id: "s",
          vault_id: "v",
          image_tags: [{ key: "ecs-lifecycle", value: mark }],
        },
      ]);
    });

    it("keep their mark, whatever the tags are", async () => {
      const { cloud, requests } = cloudThatSays({ body: { job_id: "j" } });
      await cloud.images.submitWholeServerImage({ ...least, ...unsaid, tags: { "ecs-lifecycle": "x" } });
      assert.deepEqual((sent(requests[0]!) as { image_tags: object }).image_tags, [
        { key: "ecs-lifecycle", value: mark },
      ]);
    });

    it("are what was asked for", async () => {
      const connection = new Connection();
      const id = await connection.make({
        ...{ tags: { team: "web" }, minRamMb: 2048, maxRamMb: 4096, enterpriseProject: gone },
      });
      const image = await connection.cloud.images.get(id);
      assert.deepEqual([image?.tags, image?.mark], [{ team: "web" }, mark]);
      assert.deepEqual([image?.minRamMb, image?.maxRamMb], [2048, 4096]);
      assert.equal(image?.enterpriseProject, gone);
    });

    it("without a job are no answer: it may have been done", async () => {
      const { cloud } = cloudThatSays({ body: {} });
      await assertFails(cloud.images.submitWholeServerImage({ ...least, ...unsaid }), "answerLost");
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

  it("get their mark as one tag", async () => {
    const { cloud, requests } = cloudThatSays({ status: 204 });
    await cloud.images.setMark("i-1", mark);
    assert.deepEqual(requests.map(asked), [`POST /v2/${projectId}/images/i-1/tags`]);
    assert.deepEqual(requests.map(sent), [{ tag: { key: "ecs-lifecycle", value: mark } }]);
  });

  it("get another mark in place of the one they had", async () => {
    const connection = new Connection();
    const id = await connection.make();
    await connection.cloud.images.setMark(id, "0123456789ab_fedcba9876543210");
    assert.equal((await connection.cloud.images.get(id))?.mark, "0123456789ab_fedcba9876543210");
    assert.equal(itself(connection, id)?.tags.length, 1);
  });

  describe("that are changed", () => {
    const known = { id: "i-1", description: "before", minRamMb: 0, maxRamMb: 1024 };
    const seen = async (connection: Connection, id: string) => {
      const image = await connection.cloud.images.get(id);
      assert.ok(image);
      return image;
    };

    it("have the new name and description", async () => {
      const connection = new Connection();
      const id = await connection.make({ description: "old" });
      await connection.cloud.images.update(await seen(connection, id), {
        name: "new name",
        description: "new",
      });
      const { name, description } = itself(connection, id)!;
      assert.deepEqual([name, description], ["new name", "new"]);
    });

    it("get what they never had in the same call: it is added, not replaced", async () => {
      const connection = new Connection();
      const id = await connection.make();
      const changes = { name: "web-02 full", description: "new", minRamMb: 1024, maxRamMb: 8192 };
      await connection.cloud.images.update(await seen(connection, id), changes);
      const { name, description, minRamMb, maxRamMb } = itself(connection, id)!;
      assert.deepEqual({ name, description, minRamMb, maxRamMb }, changes);
      assert.equal(connection.calls().filter((call) => call.startsWith("PATCH")).length, 1);
    });

    const missing = { status: 400, body: { error: { code: "IMG.0035", message: "no such attribute" } } };

    it("have all that changes in one call", async () => {
      const { cloud, requests } = cloudThatSays({});
      await cloud.images.update(known, { name: "n", description: "d", minRamMb: 2048, maxRamMb: 4096 });
      assert.deepEqual(requests.map(asked), ["PATCH /v2/cloudimages/i-1"]);
      assert.deepEqual(requests.map(sent), [
        [
          { op: "replace", path: "/name", value: "n" },
          { op: "replace", path: "/__description", value: "d" },
          { op: "replace", path: "/min_ram", value: "2048" },
          { op: "replace", path: "/max_ram", value: "4096" },
        ],
      ]);
    });

    it("send what cannot be replaced again, as an addition", async () => {
      const { cloud, requests } = cloudThatSays(missing, {});
      await cloud.images.update(known, { name: "n", description: "d", minRamMb: 2048, maxRamMb: 4096 });
      // Every image has a name.
      const changes = (op: string) => [
        { op: "replace", path: "/name", value: "n" },
        { op, path: "/__description", value: "d" },
        { op, path: "/min_ram", value: "2048" },
        { op, path: "/max_ram", value: "4096" },
      ];
      assert.deepEqual(requests.map(sent), [changes("replace"), changes("add")]);
    });

    it("lose a limit that is taken away, also beside something that has to be added", async () => {
      const { cloud, requests } = cloudThatSays(missing, {});
      await cloud.images.update(known, { description: "d", maxRamMb: null });
      const changes = (op: string) => [
        { op, path: "/__description", value: "d" },
        { op: "remove", path: "/max_ram" },
      ];
      assert.deepEqual(requests.map(sent), [changes("replace"), changes("add")]);
    });

    it("get limits of memory, and lose them again", async () => {
      const connection = new Connection();
      const id = await connection.make();
      const limits = async () => {
        const image = await connection.cloud.images.get(id);
        return [image?.minRamMb, image?.maxRamMb];
      };
      await connection.cloud.images.update(await seen(connection, id), { minRamMb: 1024, maxRamMb: 8192 });
      assert.deepEqual(await limits(), [1024, 8192]);
      await connection.cloud.images.update(await seen(connection, id), { minRamMb: 0, maxRamMb: null });
      assert.deepEqual(await limits(), [0, undefined]);
    });

    it("are not tried for ever where an addition is refused, too", async () => {
      const { cloud, requests } = cloudThatSays(missing);
      await assertFails(cloud.images.update(known, { description: "d" }), "refused");
      assert.equal(requests.length, 2);
    });

    it("are changed only as far as is said", async () => {
      const { cloud, requests } = cloudThatSays({});
      await cloud.images.update(known, { name: "n" });
      assert.deepEqual(JSON.parse(requests[0]?.body ?? ""), [{ op: "replace", path: "/name", value: "n" }]);
    });

    it("stay as they are after any other refusal", async () => {
      const connection = new Connection();
      const id = await connection.make();
      await assertFails(
        connection.cloud.images.update(await seen(connection, id), { name: "a/b" }),
        "refused",
      );
      assert.equal(connection.calls().filter((call) => call.startsWith("PATCH")).length, 1);
      await assertFails(connection.cloud.images.update({ ...known, id: gone }, { name: "n" }), "notFound");
    });
  });

  describe("whose tags are changed", () => {
    const path = `POST /v2/${projectId}/images/i-1/tags/action`;

    it("first lose what is taken away: an image may have ten", async () => {
      const { cloud, requests } = cloudThatSays({ status: 204 });
      await cloud.images.changeTags("i-1", { set: { team: "web", tier: "" }, remove: ["old", "older"] });
      assert.deepEqual(requests.map(asked), [path, path]);
      assert.deepEqual(requests.map(sent), [
        { action: "delete", tags: [{ key: "old" }, { key: "older" }] },
        {
          action: "create",
          tags: [
            { key: "team", value: "web" },
            { key: "tier", value: "" },
          ],
        },
      ]);
    });

    for (const { reason, change, actions } of [
      { reason: "nothing is taken away", change: { set: { a: "1" }, remove: [] }, actions: ["create"] },
      { reason: "nothing is set", change: { set: {}, remove: ["a"] }, actions: ["delete"] },
      { reason: "neither", change: { set: {}, remove: [] }, actions: [] },
    ])
      it(`need no call for nothing: ${reason}`, async () => {
        const { cloud, requests } = cloudThatSays({ status: 204 });
        await cloud.images.changeTags("i-1", change);
        assert.deepEqual(
          requests.map((request) => (sent(request) as { action: string }).action),
          actions,
        );
      });

    it("get nothing new where what is in the way could not be taken away", async () => {
      const { cloud, requests } = cloudThatSays({ status: 403, body: { error: { code: "IMG.0026" } } });
      const change = cloud.images.changeTags("i-1", { set: { a: "1" }, remove: ["b"] });
      await assertFails(change, "denied");
      assert.equal(requests.length, 1);
    });

    it("have the new ones, and still their mark", async () => {
      const connection = new Connection();
      const nine = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`t${i}`, "old"]));
      const id = await connection.make({ tags: nine });
      const { images } = connection.cloud;
      await images.changeTags(id, { set: { t0: "new", extra: "1" }, remove: ["t8"] });
      const { t8: _, ...others } = nine;
      const image = await images.get(id);
      assert.deepEqual(image?.tags, { ...others, t0: "new", extra: "1" });
      assert.equal(image.mark, mark);
    });

    it("may be changed so once more: the same again changes nothing", async () => {
      const connection = new Connection();
      const id = await connection.make({ tags: { old: "1" } });
      const { images } = connection.cloud;
      for (let i = 0; i < 2; i++) await images.changeTags(id, { set: { a: "1" }, remove: ["old"] });
      assert.deepEqual((await images.get(id))?.tags, { a: "1" });
    });
  });

  describe("that are deleted", () => {
    for (const withBackup of [true, false])
      it(`say ${withBackup ? "that the backup goes, too" : "that the backup stays"}`, async () => {
        const { cloud, requests } = cloudThatSays({ status: 204 });
        await cloud.images.delete("i-1", { withBackup });
        assert.deepEqual(requests.map(asked), ["DELETE /v2/images/i-1"]);
        assert.deepEqual(requests.map(sent), [{ delete_backup: withBackup }]);
      });

    for (const { withBackup, left } of [
      { withBackup: true, left: 0 },
      { withBackup: false, left: 1 },
    ])
      it(`leave ${left === 0 ? "no backup" : "the backup behind them where it is to stay"}`, async () => {
        const connection = new Connection();
        const id = await connection.make();
        await connection.cloud.images.delete(id, { withBackup });
        connection.pass(60);
        assert.equal(itself(connection, id), undefined);
        assert.equal(connection.emulated.state().backups.length, left);
      });

    it("may be gone already", async () => {
      await new Connection().cloud.images.delete(gone, { withBackup: true });
    });

    it("are not taken for gone when nobody answers", async () => {
      const { images } = cloudThatSays(outOfOrder).cloud;
      await assertFails(images.delete(gone, { withBackup: true }), "answerLost");
    });

    it("are refused while they are made", async () => {
      const connection = new Connection();
      await connection.submit();
      const id = connection.emulated.state().images.at(-1)!.id;
      await assertFails(connection.cloud.images.delete(id, { withBackup: true }), "busy");
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
