import assert from "node:assert/strict";
import type { AxiosAdapter } from "axios";
import { connectOpenTelekomCloud } from "../../../../provider/backends/openTelekomCloud/connect";
import type { OpenTelekomCloudProfile } from "../../../../provider/backends/openTelekomCloud/profile";
import type { Cloud } from "../../../../provider/ports/cloud";
import { CloudError } from "../../../../provider/ports/cloudError";
import { RateLimits } from "../../../../provider/transport/rateLimit";
import { Redactor } from "../../../../provider/transport/redaction";
import { fakeClock } from "../../scriptedHttp";

interface Seen {
  /** For example "GET https://iam.eu-de.otc.t-systems.com/v3/projects?name=a". */
  line: string;
  headers: Record<string, unknown>;
  body: unknown;
}

type Replies = (
  seen: Seen,
) => { status?: number; headers?: Record<string, string>; body?: unknown } | undefined;

/** A cloud that answers by address, and the connection to it. */
async function connected(profile: Omit<OpenTelekomCloudProfile, "cloud">, replies: Replies) {
  const requests: Seen[] = [];
  const adapter: AxiosAdapter = async (config) => {
    const seen: Seen = {
      line: `${config.method?.toUpperCase() ?? ""} ${config.url ?? ""}`,
      headers: config.headers.toJSON(),
      body: typeof config.data === "string" ? JSON.parse(config.data) : undefined,
    };
    requests.push(seen);
    const { status = 200, headers = {}, body = {} } = replies(seen) ?? { status: 404 };
    return { status, statusText: "", headers, data: JSON.stringify(body), config };
  };
  const connect = (): Promise<Cloud> =>
    connectOpenTelekomCloud(
      { cloud: "openTelekomCloud", ...profile },
      {
        ...{ clock: fakeClock(), stopSignal: new AbortController().signal, random: () => 0.5, adapter },
        ...{ profileName: "mine", environment: {}, redactor: new Redactor(), rateLimits: new RateLimits() },
      },
    );
  return { connect, requests, lines: () => requests.map(({ line }) => line) };
}

const key = { accessKey: "EXAMPLEACCESSKEY0001", secretKey: "ExampleSecretKey0123456789abcdefABCDEF00" };
const user = { userName: "me", password: "pw", domainName: "OTC-1" };
const iam = "https://iam.eu-de.otc.t-systems.com";
const server = { server: { id: "s-1", name: "web", status: "ACTIVE" } };

const token = (over: object = {}) => ({
  status: 201,
  headers: { "X-Subject-Token": "the-token" },
  body: {
    token: {
      issued_at: "2026-01-01T12:00:00.000000Z",
      expires_at: "2026-01-02T12:00:00.000000Z",
      project: { id: "p-9", name: "eu-de_team" },
      ...over,
    },
  },
});

async function look(cloud: Cloud): Promise<void> {
  await cloud.servers.get("s-1").catch(() => undefined);
}

describe("connecting with an access key", () => {
  it("calls nothing where all is known", async () => {
    const { connect, requests } = await connected(
      { region: "eu-de", projectId: "p-1", ...key },
      () => undefined,
    );
    const cloud = await connect();
    assert.deepEqual(cloud.identity, { cloud: "openTelekomCloud", region: "eu-de", projectId: "p-1" });
    assert.equal(requests.length, 0);
    await look(cloud);
    assert.match(requests[0]!.line, /^GET https:\/\/ecs\.eu-de\.otc\.t-systems\.com\/v[\d.]+\/p-1\//);
    assert.equal(requests[0]!.headers["X-Project-Id"], "p-1");
  });

  it("looks up a project by its name, signed without a project", async () => {
    const { connect, requests, lines } = await connected(
      { region: "eu-de", projectName: "eu-de_team", ...key },
      () => ({
        body: {
          projects: [
            { id: "p-2", name: "eu-de_team2" },
            { id: "p-9", name: "eu-de_team" },
          ],
          links: { next: null },
        },
      }),
    );
    assert.equal((await connect()).identity.projectId, "p-9");
    assert.deepEqual(lines(), [`GET ${iam}/v3/projects?name=eu-de_team`]);
    const { headers } = requests[0]!;
    assert.match(String(headers["Authorization"]), /SDK-HMAC-SHA256 Access=EXAMPLEACCESSKEY0001/);
    assert.deepEqual([headers["X-Project-Id"], headers["X-Domain-Id"]], [undefined, undefined]);
  });

  it("fails with the projects that there are, where none has the name", async () => {
    const { connect } = await connected(
      { region: "eu-de", projectName: "eu-de_taem", ...key },
      ({ line }) => ({
        body: {
          projects: line.includes("/v3/auth/projects")
            ? [
                { id: "1", name: "eu-de_team" },
                { id: "2", name: "eu-de" },
              ]
            : [],
        },
      }),
    );
    await assert.rejects(connect(), /no project "eu-de_taem".*only: eu-de, eu-de_team/);
  });

  it("takes the addresses from the catalogue where that is asked for", async () => {
    const entry = (type: string, url: string, more: object = {}) => ({
      type,
      endpoints: [{ url, region: "eu-de", interface: "public", ...more }],
    });
    const profile = { region: "eu-de", projectId: "p-1", endpointsFrom: "catalogue" as const, ...key };
    const { connect, requests, lines } = await connected(profile, () => ({
      body: {
        catalog: [
          {
            type: "ecs",
            endpoints: [
              { url: "https://ecs.elsewhere.example/v1/p-1", region: "eu-nl", interface: "public" },
              { url: "https://ecs.inside.example/v1/p-1", region: "eu-de", interface: "internal" },
              { url: "https://ecs.cat.example/v1/p-1", region: "eu-de", interface: "public" },
            ],
          },
          entry("image", "https://ims.cat.example"),
          entry("volumev2", "https://evs.cat.example/v2/p-1"),
          entry("kmsv1", "https://keys.cat.example/v1.0/p-1"),
        ],
      },
    }));
    const cloud = await connect();
    assert.deepEqual(lines(), [`GET ${iam}/v3/auth/catalog`]);
    assert.equal(requests[0]!.headers["X-Project-Id"], "p-1");
    await look(cloud);
    await cloud.images.get("i").catch(() => undefined);
    await cloud.backups.get("b").catch(() => undefined);
    await cloud.disks.list().catch(() => undefined);
    await cloud.keys.list().catch(() => undefined);
    const hosts = requests.slice(1).map(({ line }) => new URL(line.split(" ")[1]!).host);
    // CBR is not in the catalogue: it stands beside EVS.
    assert.deepEqual(
      [...new Set(hosts)],
      ["ecs.cat.example", "ims.cat.example", "cbr.cat.example", "evs.cat.example", "keys.cat.example"],
    );
    assert.ok(
      requests.every(({ line }) => !/\/v\d[^ ]*\/v\d/.test(line)),
      lines().join("\n"),
    );
  });

  it("says which service the catalogue lacks", async () => {
    const profile = { region: "eu-de", projectId: "p-1", endpointsFrom: "catalogue" as const, ...key };
    const { connect } = await connected(profile, () => ({ body: { catalog: [] } }));
    await assert.rejects(
      (await connect()).servers.get("s"),
      /catalogue has no address for ecs in eu-de.*endpoints\.ecs/,
    );
  });
});

describe("connecting as a user", () => {
  const replies: Replies = ({ line }) => (line.includes("/v3/auth/tokens") ? token() : { body: server });

  it("logs in when a token is first needed, in the project's scope", async () => {
    const { connect, requests } = await connected({ region: "eu-de", projectId: "p-1", ...user }, replies);
    const cloud = await connect();
    assert.equal(requests.length, 0);
    await Promise.all([look(cloud), look(cloud), look(cloud)]);
    assert.equal(requests.length, 4, "one login for all");
    assert.equal(requests[0]!.line, `POST ${iam}/v3/auth/tokens?nocatalog=true`);
    assert.deepEqual(requests[0]!.body, {
      auth: {
        identity: {
          methods: ["password"],
          password: { user: { name: "me", password: "pw", domain: { name: "OTC-1" } } },
        },
        scope: { project: { id: "p-1" } },
      },
    });
    assert.equal(requests[0]!.headers["X-Auth-Token"], undefined);
    for (const { headers } of requests.slice(1)) {
      assert.equal(headers["X-Auth-Token"], "the-token");
      assert.equal(headers["Authorization"], undefined);
    }
  });

  it("learns the project's ID from the login where it has its name", async () => {
    const profile = { region: "eu-de", projectName: "eu-de_team", ...user };
    const { connect, requests } = await connected(profile, replies);
    assert.equal((await connect()).identity.projectId, "p-9");
    assert.deepEqual((requests[0]!.body as { auth: { scope: unknown } }).auth.scope, {
      project: { name: "eu-de_team", domain: { name: "OTC-1" } },
    });
  });

  for (const { reason, domain } of [
    { reason: "name", domain: { domainName: "OTC-1" } },
    { reason: "ID", domain: { domainName: undefined, domainId: "d-1" } },
  ])
    it(`logs in to the account as a whole, by its ${reason}, for what belongs to no project`, async () => {
      const { domainName: _, ...login } = user;
      const profile = { region: "eu-de", projectId: "p-1", ...login, ...domain };
      const { connect, requests } = await connected(profile, ({ line }) => {
        if (line.includes("tokens"))
          return token({ project: undefined, domain: { id: "d-9", name: "OTC-1" } });
        return { body: { agencies: [{ name: "EVSAccessKMS" }] } };
      });
      assert.equal(await (await connect()).delegations.diskServiceMayUseKeys(), "granted");
      const [asked, looked, ...more] = requests;
      assert.deepEqual((asked?.body as { auth: { scope: unknown } }).auth.scope, {
        domain: domain.domainName === undefined ? { id: "d-1" } : { name: "OTC-1" },
      });
      assert.equal(looked?.line, `GET ${iam}/v3.0/OS-AGENCY/agencies?domain_id=d-9&name=EVSAccessKMS`);
      assert.equal(looked.headers["X-Auth-Token"], "the-token");
      assert.equal(more.length, 0);
    });

  it("logs in to the account as a whole once, also where that is refused", async () => {
    const { connect, requests } = await connected({ region: "eu-de", projectId: "p-1", ...user }, () => ({
      status: 401,
      body: { error: { code: 401, message: "wrong", title: "Unauthorized" } },
    }));
    const cloud = await connect();
    for (let i = 0; i < 3; i++) await assert.rejects(cloud.delegations.diskServiceMayUseKeys(), /wrong/);
    assert.equal(requests.length, 1);
  });

  it("takes no token of a project for one of the account", async () => {
    const { connect } = await connected({ region: "eu-de", projectId: "p-1", ...user }, ({ line }) =>
      line.includes("tokens") ? token() : undefined,
    );
    const cloud = await connect();
    await assert.rejects(cloud.delegations.diskServiceMayUseKeys(), /unexpected shape/);
  });

  it("takes the catalogue from the login", async () => {
    const catalog = [
      {
        type: "ecs",
        endpoints: [{ url: "https://ecs.cat.example/v1/p-9", region: "eu-de", interface: "public" }],
      },
    ];
    const profile = {
      region: "eu-de",
      projectName: "eu-de_team",
      endpointsFrom: "catalogue" as const,
      ...user,
    };
    const { connect, lines } = await connected(profile, ({ line }) =>
      line.includes("tokens") ? token({ catalog }) : undefined,
    );
    await look(await connect());
    assert.equal(lines()[0], `POST ${iam}/v3/auth/tokens`);
    assert.match(lines()[1]!, /ecs\.cat\.example/);
  });

  it("says whose credentials were not accepted", async () => {
    const refusal = {
      status: 401,
      body: { error: { code: 401, message: "The username or password is wrong.", title: "Unauthorized" } },
    };
    const { connect, requests } = await connected(
      { region: "eu-de", projectName: "eu-de", ...user },
      () => refusal,
    );
    await assert.rejects(connect(), (error) => {
      assert.ok(error instanceof CloudError);
      assert.equal(error.kind, "denied");
      assert.match(error.message, /username or password is wrong.*the user "me" from the profile "mine"/);
      return true;
    });
    assert.equal(requests.length, 1);
  });

  it("is refused where the auth URL leads to another cloud, and the services' addresses to this one", async () => {
    const profile = { region: "eu-de", projectId: "p", userName: "me", domainName: "d" };
    const environment = { OS_AUTH_URL: "https://keystone.example:5000/v3", OS_PASSWORD: "pw" };
    const connect = (more: object): Promise<Cloud> =>
      connectOpenTelekomCloud(
        { cloud: "openTelekomCloud", ...profile, ...more },
        {
          ...{ clock: fakeClock(), stopSignal: new AbortController().signal, random: () => 0.5 },
          ...{ profileName: "mine", environment, redactor: new Redactor(), rateLimits: new RateLimits() },
        },
      );
    await assert.rejects(connect({}), /leads to keystone\.example.*not Open Telekom Cloud/);
    const local = "http://127.0.0.1:1";
    const all = { ecs: local, ims: local, cbr: local, evs: local, kms: local };
    await assert.doesNotReject(connect({ endpoints: all }));
    const { kms, ...others } = all;
    assert.ok(kms);
    await assert.rejects(connect({ endpoints: others }), /leads to keystone\.example/, "one is this cloud's");
  });
});
