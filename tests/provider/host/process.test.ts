import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine } from "../../../provider/host/engine";
import { HostProcess } from "../../../provider/host/process";
import { keepEnvironment } from "../keepEnvironment";
import { httpServer, type Loopback, type SeenAtLoopback } from "../loopback";

const user = { userName: "me", password: "the-password", domainName: "OTC-1" };
const login = {
  token: {
    issued_at: "2026-01-01T00:00:00Z",
    expires_at: "2026-01-02T00:00:00Z",
    project: { id: "p-1" },
  },
};

const silentEngine: Engine = {
  log: () => undefined,
  hasHeard: () => Promise.resolve(),
  isAlive: () => Promise.resolve(true),
};

describe("the process of the provider", () => {
  const folder = mkdtempSync(join(tmpdir(), "process-"));
  keepEnvironment();
  let iam: Loopback & { seen: SeenAtLoopback[] };
  let iamAnswers: { status: number; body: unknown };

  beforeEach(async () => {
    iamAnswers = { status: 201, body: login };
    iam = await httpServer((_request, response) => {
      response
        .writeHead(iamAnswers.status, { "X-Subject-Token": "the-token" })
        .end(JSON.stringify(iamAnswers.body));
    });
  });
  afterEach(async () => {
    await iam.close();
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** Profiles whose project has to be asked for: connecting is a login. */
  const hostWith = (profiles: Record<string, object>): HostProcess => {
    const host = new HostProcess(silentEngine);
    const account = { cloud: "openTelekomCloud", region: "eu-de", projectName: "eu-de", ...user };
    const complete = Object.entries(profiles).map(([name, settings]) => [
      name,
      { ...account, endpoints: { iam: `http://127.0.0.1:${iam.port}` }, ...settings },
    ]);
    const values: Record<string, string> = {
      "ecs-lifecycle:profile": "mine",
      "ecs-lifecycle:profiles": JSON.stringify(Object.fromEntries(complete)),
    };
    host.configure({ get: (name) => values[name] });
    return host;
  };

  it("connects once to a profile, however many resources ask for it", async () => {
    const host = hostWith({ mine: {}, same: {}, other: { defaultTags: { team: "web" } } });
    const [first, second] = await Promise.all([host.connect(), host.connect("mine")]);
    assert.equal(first, second);
    assert.equal(await host.connect("same"), first, "the same settings are the same account");
    assert.equal(iam.seen.length, 1);
    const other = await host.connect("other");
    assert.deepEqual([other.defaultTags, first.defaultTags, iam.seen.length], [{ team: "web" }, {}, 2]);
  });

  for (const { ending, method } of [
    { ending: "answers", method: () => Promise.resolve("refused") },
    { ending: "fails", method: () => Promise.reject(new Error("refused")) },
  ])
    it(`${ending} only after the engine has taken what was told beside it`, async () => {
      const order: string[] = [];
      let hear: () => void = () => undefined;
      const hasHeard = (): Promise<void> => new Promise((resolve) => (hear = resolve));
      const served = new HostProcess({ ...silentEngine, hasHeard })
        .serve(method)
        .catch(() => "failed")
        .then(() => order.push("served"));
      await new Promise((resolve) => setImmediate(resolve));
      order.push("heard");
      hear();
      await served;
      assert.deepEqual(order, ["heard", "served"]);
    });

  it("connects anew after it was configured", async () => {
    const host = hostWith({ mine: {} });
    const first = await host.connect();
    host.configure({
      get: (name) =>
        ({
          "ecs-lifecycle:profile": "new",
          "ecs-lifecycle:profiles": JSON.stringify({
            new: {
              cloud: "openTelekomCloud",
              region: "eu-nl",
              projectId: "p-2",
              accessKey: "a",
              secretKey: "s",
            },
          }),
        })[name],
    });
    const second = await host.connect();
    assert.deepEqual([first.identity.region, second.identity.region], ["eu-de", "eu-nl"]);
  });

  it("tries again for the next resource where connecting failed", async () => {
    const host = hostWith({ mine: {} });
    iamAnswers = { status: 404, body: {} };
    await assert.rejects(host.connect(), /HTTP 404/);
    iamAnswers = { status: 201, body: login };
    assert.equal((await host.connect()).identity.projectId, "p-1");
  });

  it("does not log in again for each resource with a password that is wrong", async () => {
    const host = hostWith({ mine: {} });
    iamAnswers = { status: 401, body: { error: { code: 401, message: "wrong password" } } };
    for (let i = 0; i < 6; i++) await assert.rejects(host.connect(), /wrong password/);
    assert.equal(iam.seen.length, 1);
  });

  it("writes down its calls where the environment asks for it", async () => {
    const file = join(folder, "wire.log");
    Object.assign(process.env, { ECS_LIFECYCLE_LOG: "debug", ECS_LIFECYCLE_LOG_FILE: file });
    await hostWith({ mine: {} }).connect();
    assert.match(readFileSync(file, "utf8"), /POST http:\/\/127\.0\.0\.1:\d+\/v3\/auth\/tokens/);
  });

  it("takes the account from the environment where the stack has none", async () => {
    const clouds = join(folder, "clouds.yaml");
    const auth = `{ username: me, password: the-password, user_domain_name: d, project_id: p-7 }`;
    writeFileSync(clouds, `clouds:\n  otc:\n    region_name: eu-nl\n    auth: ${auth}\n`);
    Object.assign(process.env, { OS_CLOUD: "otc", OS_CLIENT_CONFIG_FILE: clouds });
    const host = new HostProcess(silentEngine);
    host.configure({ get: () => undefined });
    const { identity, emulated } = await host.connect();
    assert.deepEqual([identity.region, identity.projectId, emulated], ["eu-nl", "p-7", false]);
  });
});
