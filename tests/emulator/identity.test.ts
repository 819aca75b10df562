import assert from "node:assert/strict";
import { EmulatedOpenTelekomCloud, emulatedAccount, fleetIds } from "../../emulator";
import type { EmulatorOptions, ServiceName } from "../../emulator";
import type { Answered } from "./signedClient";
import { assertRefused, TestCloud } from "./testCloud";

const { projectId, projectName, domainId, domainName, userName, password, endpoints } = emulatedAccount;
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** A request without a signature. */
async function bare(
  cloud: EmulatedOpenTelekomCloud,
  service: ServiceName,
  method: string,
  path: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answered> {
  const url = endpoints[service] + path.replaceAll("{pid}", projectId);
  const text = body === undefined ? undefined : JSON.stringify(body);
  const reply = await cloud.handle({ method, url, headers, body: text });
  return { ...reply, body: reply.body === "" ? undefined : JSON.parse(reply.body) };
}

const aUser = { name: userName, password, domain: { name: domainName } };
const login = (user: unknown = aUser, scope: unknown = { project: { id: projectId } }) => ({
  auth: { identity: { methods: ["password"], password: { user } }, ...(scope === null ? {} : { scope }) },
});

const ask = (cloud: EmulatedOpenTelekomCloud, body: unknown = login(), query = "") =>
  bare(cloud, "iam", "POST", `/v3/auth/tokens${query}`, { body });

async function tokenFor(cloud: EmulatedOpenTelekomCloud, scope?: unknown): Promise<string> {
  const { status, headers, body } = await ask(cloud, login(aUser, scope));
  assert.equal(status, 201, JSON.stringify(body));
  return headers["x-subject-token"]!;
}

const withToken = (
  cloud: EmulatedOpenTelekomCloud,
  token: string,
  service: ServiceName,
  path: string,
  headers: Record<string, string> = {},
) => bare(cloud, service, "GET", path, { headers: { "X-Auth-Token": token, ...headers } });

/** IAM's own form of a refusal. */
function assertIdentityRefuses({ status, body }: Answered, expected: number, title: string): void {
  assert.deepEqual([status, body.error?.code, body.error?.title], [expected, expected, title]);
  assert.equal(typeof body.error.message, "string");
}

describe("the emulated login", () => {
  it("gives a token for a project in a header, and says whose it is", async () => {
    const cloud = new EmulatedOpenTelekomCloud();
    const before = Date.now();
    const { status, headers, body } = await ask(cloud);
    assert.equal(status, 201);
    assert.ok(headers["x-subject-token"]);
    const { token } = body;
    const domain = { id: domainId, name: domainName };
    assert.deepEqual(token.methods, ["password"]);
    assert.deepEqual(token.project, { id: projectId, name: projectName, domain });
    assert.deepEqual(
      [token.user.id, token.user.name, token.user.domain],
      [emulatedAccount.userId, userName, domain],
    );
    assert.equal(token.domain, undefined);
    assert.ok(Array.isArray(token.roles));
    assert.match(token.issued_at, rfc3339);
    assert.match(token.expires_at, rfc3339);
    const day = 24 * 3600 * 1000;
    const life = Date.parse(token.expires_at) - before;
    assert.ok(life >= day && life < day + 60_000, `${life} ms`);
    assert.equal(JSON.stringify(body).includes(headers["x-subject-token"]), false);
  });

  const scopes: { by: string; scope: unknown }[] = [
    { by: "its id", scope: { project: { id: projectId } } },
    { by: "its name", scope: { project: { name: projectName } } },
    {
      by: "its name and its account's name",
      scope: { project: { name: projectName, domain: { name: domainName } } },
    },
    {
      by: "its name and its account's id",
      scope: { project: { name: projectName, domain: { id: domainId } } },
    },
    {
      by: "the project, where an account is said as well",
      scope: { project: { id: projectId }, domain: { id: domainId } },
    },
  ];
  for (const { by, scope } of scopes) {
    it(`takes a project by ${by}`, async () => {
      const { body } = await ask(new EmulatedOpenTelekomCloud(), login(aUser, scope));
      assert.equal(body.token.project.id, projectId);
      assert.equal(body.token.domain, undefined);
    });
  }

  for (const domain of [{ id: domainId }, { name: domainName }]) {
    it(`takes an account as scope by ${Object.keys(domain).join()}`, async () => {
      const { token } = (await ask(new EmulatedOpenTelekomCloud(), login(aUser, { domain }))).body;
      assert.deepEqual([token.domain, token.project], [{ id: domainId, name: domainName }, undefined]);
    });
  }

  it("takes the user's account by its id, too", async () => {
    const user = { name: userName, password, domain: { id: domainId } };
    assert.equal((await ask(new EmulatedOpenTelekomCloud(), login(user))).status, 201);
  });

  it("is not given for a body of more than 12 MB", async () => {
    const cloud = new EmulatedOpenTelekomCloud();
    const fill = (bytes: number) => {
      const empty = JSON.stringify({ ...login(), fill: "" }).length;
      return { ...login(), fill: "x".repeat(bytes - empty) };
    };
    const most = 12 * 1024 * 1024;
    assertRefused(await ask(cloud, fill(most + 1)), 413, "APIGW.0201");
    assert.equal((await ask(cloud, fill(most))).status, 201);
  });

  it("works without a scope", async () => {
    const { status, body } = await ask(new EmulatedOpenTelekomCloud(), login(aUser, null));
    assert.deepEqual([status, body.token.project, body.token.domain], [201, undefined, undefined]);
  });

  const strangers: { reason: string; user: Record<string, unknown> }[] = [
    { reason: "wrong password", user: { ...aUser, password: "wrong" } },
    { reason: "empty password", user: { ...aUser, password: "" } },
    { reason: "unknown user", user: { ...aUser, name: "nobody" } },
    { reason: "another account's name", user: { ...aUser, domain: { name: "other" } } },
    { reason: "another account's id", user: { ...aUser, domain: { id: "f".repeat(32) } } },
  ];
  for (const { reason, user } of strangers) {
    it(`refuses: ${reason}`, async () => {
      const cloud = new EmulatedOpenTelekomCloud();
      const answered = await ask(cloud, login(user));
      assertIdentityRefuses(answered, 401, "Unauthorized");
      assert.equal(answered.headers["x-subject-token"], undefined);
      assert.deepEqual(cloud.state().tokens, []);
    });
  }

  const malformed: { reason: string; body: unknown }[] = [
    { reason: "no body", body: undefined },
    { reason: "no methods", body: { auth: { identity: {} } } },
    { reason: "no domain", body: login({ name: userName, password }) },
    { reason: "no password", body: login({ name: userName, domain: { name: domainName } }) },
    { reason: "a scope without a name", body: login(aUser, { project: {} }) },
    { reason: "a scope that is a text", body: login(aUser, { project: "eu-de" }) },
  ];
  for (const { reason, body } of malformed) {
    it(`refuses: ${reason}`, async () => {
      const cloud = new EmulatedOpenTelekomCloud();
      assertIdentityRefuses(
        await bare(cloud, "iam", "POST", "/v3/auth/tokens", { body }),
        400,
        "Bad Request",
      );
    });
  }

  for (const scope of [
    { project: { name: "eu-nl" } },
    { project: { id: "f".repeat(32) } },
    { project: { name: projectName, domain: { name: "other" } } },
    { domain: { name: "other" } },
  ]) {
    it(`does not find ${JSON.stringify(scope)}`, async () => {
      const answered = await ask(new EmulatedOpenTelekomCloud(), login(aUser, scope));
      assertIdentityRefuses(answered, 404, "Not Found");
    });
  }

  it("does not have other methods", async () => {
    const body = { auth: { identity: { methods: ["totp"] } } };
    assertRefused(await ask(new EmulatedOpenTelekomCloud(), body), 404, "APIGW.0101");
  });
});

describe("an emulated token", () => {
  const calls: [ServiceName, string][] = [
    ["iam", "/v3/projects?name=eu-de"],
    ["ecs", `/v1/{pid}/cloudservers/${fleetIds.web01}`],
    ["evs", "/v2/{pid}/cloudvolumes/detail"],
    ["ims", "/v2/cloudimages"],
    ["cbr", "/v3/{pid}/vaults"],
  ];

  for (const [service, path] of calls) {
    it(`is accepted by ${service}`, async () => {
      const cloud = new EmulatedOpenTelekomCloud();
      const answered = await withToken(cloud, await tokenFor(cloud), service, path);
      assert.equal(answered.status, 200, JSON.stringify(answered.body));
    });

    it(`that is unknown, foreign or expired is refused by ${service}`, async () => {
      const cloud = new EmulatedOpenTelekomCloud();
      const foreign = await tokenFor(new EmulatedOpenTelekomCloud());
      for (const token of ["unknown", foreign, ""]) {
        const answered = await withToken(cloud, token, service, path);
        assertRefused(answered, 401, "APIGW.0301");
        assert.equal(answered.body.request_id, answered.headers["x-request-id"]);
      }
      const expired = await tokenFor(cloud);
      cloud.update(({ tokens }) => (tokens[0]!.expiresRealMs = Date.now() - 1));
      assertRefused(await withToken(cloud, expired, service, path), 401, "APIGW.0307");
    });
  }

  it("changes things as a signature does", async () => {
    const cloud = new EmulatedOpenTelekomCloud();
    const token = await tokenFor(cloud);
    const answered = await bare(cloud, "ecs", "POST", `/v1/{pid}/cloudservers/${fleetIds.web01}/metadata`, {
      body: { metadata: { k: "v" } },
      headers: { "X-Auth-Token": token },
    });
    assert.equal(answered.status, 200);
    assert.equal(cloud.state().servers[0]!.metadata["k"], "v");
  });

  it("lives by the real clock, as long as the world says when it is given out", async () => {
    let now = Date.UTC(2026, 2, 1);
    const options: EmulatorOptions = { now: () => now, world: { tokenLifetimeSeconds: 3600 } };
    const cloud = new EmulatedOpenTelekomCloud(options);
    const token = await tokenFor(cloud);
    cloud.update(({ world }) => (world.tokenLifetimeSeconds = 0));
    now += 100 * 24 * 3600 * 1000;
    assert.equal((await withToken(cloud, token, "ims", "/v2/cloudimages")).status, 200);
    const { expiresRealMs, issuedRealMs } = cloud.state().tokens[0]!;
    assert.equal(expiresRealMs - issuedRealMs, 3_600_000);
    assertRefused(await withToken(cloud, await tokenFor(cloud), "ims", "/v2/cloudimages"), 401, "APIGW.0307");
  });

  for (const scope of [{ domain: { id: domainId } }, null]) {
    it(`with the scope ${JSON.stringify(scope)} is good for IAM alone`, async () => {
      const cloud = new EmulatedOpenTelekomCloud();
      const token = await tokenFor(cloud, scope);
      assert.equal((await withToken(cloud, token, "iam", "/v3/auth/projects")).status, 200);
      assertRefused(await withToken(cloud, token, "ims", "/v2/cloudimages"), 403, "APIGW.0310");
    });
  }

  it("does not open another project", async () => {
    const cloud = new EmulatedOpenTelekomCloud();
    const foreign = { "X-Project-Id": "f".repeat(32) };
    const answered = await withToken(cloud, await tokenFor(cloud), "ims", "/v2/cloudimages", foreign);
    assertRefused(answered, 403, "APIGW.0310");
  });

  it("does not help a wrong signature", async () => {
    const test = new TestCloud();
    const headers = { "X-Auth-Token": await tokenFor(test.cloud) };
    const more = { headers, secretKey: "wrong" };
    assertRefused(await test.call("ims", "GET", "/v2/cloudimages", undefined, more), 401, "APIGW.0301");
  });
});

describe("the emulated catalogue", () => {
  const expected = {
    identity: `${endpoints.iam}/v3`,
    ecs: `${endpoints.ecs}/v1/${projectId}`,
    compute: `${endpoints.ecs}/v2.1/${projectId}`,
    image: endpoints.ims,
    volumev2: `${endpoints.evs}/v2/${projectId}`,
    volumev3: `${endpoints.evs}/v3/${projectId}`,
    cbr: `${endpoints.cbr}/v3/${projectId}`,
    kmsv1: `${endpoints.kms}/v1.0/${projectId}`,
  };
  const addresses = (catalog: { type: string; endpoints: Record<string, string>[] }[]) =>
    Object.fromEntries(catalog.map(({ type, endpoints: [endpoint] }) => [type, endpoint?.["url"]]));

  it("comes with a token, unless it is not wanted", async () => {
    const cloud = new EmulatedOpenTelekomCloud();
    const { catalog } = (await ask(cloud)).body.token;
    assert.deepEqual(addresses(catalog), expected);
    for (const {
      id,
      name,
      endpoints: [endpoint],
    } of catalog) {
      assert.ok(id && name && endpoint.id);
      assert.equal(endpoint.interface, "public");
      assert.equal(endpoint.region, name === "iam" ? "*" : "eu-de");
      assert.equal(endpoint.region_id, endpoint.region);
    }
    assert.equal((await ask(cloud, login(), "?nocatalog=true")).body.token.catalog, undefined);
    assert.deepEqual((await ask(cloud, login(), "?nocatalog=")).body.token.catalog, catalog);
  });

  it("is read with a token and with a signature", async () => {
    const test = new TestCloud();
    const path = "/v3/auth/catalog";
    const byToken = await withToken(test.cloud, await tokenFor(test.cloud), "iam", path);
    const bySignature = await test.call("iam", "GET", path);
    assert.deepEqual(addresses(byToken.body.catalog), expected);
    assert.deepEqual(bySignature.body, byToken.body);
  });

  it("has no addresses of a project for a token of the account", async () => {
    const cloud = new EmulatedOpenTelekomCloud();
    const { catalog } = (await ask(cloud, login(aUser, { domain: { id: domainId } }))).body.token;
    assert.deepEqual(addresses(catalog), { identity: expected.identity });
  });
});

describe("the emulated IAM", () => {
  it("tells its versions to everybody", async () => {
    const { status, body } = await bare(new EmulatedOpenTelekomCloud(), "iam", "GET", "/");
    assert.equal(status, 300);
    const [version] = body.versions.values;
    assert.deepEqual(
      [version.id, version.status, version["media-types"], version.links],
      ["v3.6", "stable", [], [{ rel: "self", href: `${endpoints.iam}/v3/` }]],
    );
  });

  it("lists what the caller can reach", async () => {
    const test = new TestCloud();
    const { projects } = (await test.call("iam", "GET", "/v3/auth/projects")).body;
    assert.deepEqual(
      [projects.length, projects[0].id, projects[0].name, projects[0].domain_id],
      [1, projectId, projectName, domainId],
    );
    const domains = await test.call("iam", "GET", "/v3/auth/domains");
    assert.deepEqual(
      domains.body.domains.map(({ id, name }: Record<string, string>) => [id, name]),
      [[domainId, domainName]],
    );
    assert.equal(domains.body.links.next, null);
    assert.deepEqual((await test.call("iam", "GET", "/v3/auth/domains?name=other")).body.domains, []);
  });
});

describe("emulated agencies", () => {
  for (const { what, scope, status } of [
    { what: "of a project", scope: { project: { id: projectId } }, status: 403 },
    { what: "of the account", scope: { domain: { id: domainId } }, status: 200 },
  ])
    it(`answer a token ${what} with ${status}: they belong to the account`, async () => {
      const cloud = new EmulatedOpenTelekomCloud();
      const token = await tokenFor(cloud, scope);
      const path = `/v3.0/OS-AGENCY/agencies?domain_id=${domainId}`;
      assert.equal((await withToken(cloud, token, "iam", path)).status, status);
    });
});

describe("emulated temporary keys", () => {
  const path = "/v3.0/OS-CREDENTIAL/securitytokens";
  const request = (token: object = {}) => ({ auth: { identity: { methods: ["token"], token } } });

  async function keys(test: TestCloud, duration: object = {}): Promise<Record<string, string>> {
    const headers = { "X-Auth-Token": await tokenFor(test.cloud) };
    const answered = await bare(test.cloud, "iam", "POST", path, { body: request(duration), headers });
    assert.equal(answered.status, 201, JSON.stringify(answered.body));
    return answered.body.credential;
  }

  const use = (test: TestCloud, { access, secret }: Record<string, string>, securityToken?: string) =>
    test.call("ims", "GET", "/v2/cloudimages", undefined, {
      ...(access && { accessKey: access }),
      ...(secret && { secretKey: secret }),
      ...(securityToken !== undefined && { headers: { "X-Security-Token": securityToken } }),
    });

  it("sign together with their security token, and not without it", async () => {
    const test = new TestCloud();
    const given = await keys(test);
    assert.equal((await use(test, given, given["securitytoken"])).status, 200);
    assertRefused(await use(test, given), 401, "APIGW.0301");
    const other = await keys(test);
    assertRefused(await use(test, given, other["securitytoken"]), 401, "APIGW.0301");
    assertRefused(await use(test, { ...given, secret: "wrong" }, given["securitytoken"]), 401, "APIGW.0301");
  });

  it("are good for a quarter of an hour, or for as long as was asked", async () => {
    const test = new TestCloud();
    for (const [duration, seconds] of [
      [{}, 900],
      [{ duration_seconds: 900 }, 900],
      [{ duration_seconds: 86_400 }, 86_400],
    ] as const) {
      const before = Date.now();
      const { expires_at: expires = "" } = await keys(test, duration);
      assert.match(expires, rfc3339);
      const life = (Date.parse(expires) - before) / 1000;
      assert.ok(life >= seconds && life < seconds + 60, `${life} s`);
    }
  });

  it("are refused when they have expired", async () => {
    const test = new TestCloud();
    const given = await keys(test);
    test.cloud.update(({ temporaryKeys }) => (temporaryKeys[0]!.expiresRealMs = Date.now() - 1));
    assertRefused(await use(test, given, given["securitytoken"]), 401, "APIGW.0301");
  });

  it("are known as long as they are among the last thousand, as tokens are", async () => {
    const test = new TestCloud();
    const [first, second] = [await keys(test), await keys(test)];
    for (let given = 2; given < 1001; given += 1) await keys(test);
    const { tokens, temporaryKeys } = test.cloud.state();
    assert.deepEqual([tokens.length, temporaryKeys.length], [1000, 1000]);
    assertRefused(await use(test, first, first["securitytoken"]), 401, "APIGW.0301");
    assert.equal((await use(test, second, second["securitytoken"])).status, 200);
  });

  it("need a token, and a sensible duration", async () => {
    const test = new TestCloud();
    const anonymous = await bare(test.cloud, "iam", "POST", path, { body: request() });
    assertRefused(anonymous, 401, "APIGW.0301");
    assertIdentityRefuses(await test.call("iam", "POST", path, request()), 401, "Unauthorized");
    const headers = { "X-Auth-Token": await tokenFor(test.cloud) };
    for (const duration_seconds of [899, 86_401, "900"]) {
      const body = request({ duration_seconds });
      assertIdentityRefuses(
        await bare(test.cloud, "iam", "POST", path, { body, headers }),
        400,
        "Bad Request",
      );
    }
    const delegated = { auth: { identity: { methods: ["assume_role"], assume_role: {} } } };
    assertRefused(
      await bare(test.cloud, "iam", "POST", path, { body: delegated, headers }),
      404,
      "APIGW.0101",
    );
  });
});
