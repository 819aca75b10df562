import assert from "node:assert/strict";
import { EmulatedOpenTelekomCloud, emulatedAccount, fleetIds } from "../../../../emulator";
import { dialectOf, openTelekomCloud } from "../../../../provider/backends/openTelekomCloud";
import { connectOpenTelekomCloud } from "../../../../provider/backends/openTelekomCloud/connect";
import type { Credentials } from "../../../../provider/backends/openTelekomCloud/credentials";
import { endpointOf } from "../../../../provider/backends/openTelekomCloud/endpoints";
import { enter } from "../../../../provider/backends/openTelekomCloud/entry";
import type { OpenTelekomCloudProfile } from "../../../../provider/backends/openTelekomCloud/profile";
import type { Cloud } from "../../../../provider/ports/cloud";
import { HttpClient } from "../../../../provider/transport/httpClient";
import { RateLimits } from "../../../../provider/transport/rateLimit";
import { Redactor } from "../../../../provider/transport/redaction";
import { fakeClock } from "../../scriptedHttp";

const { region, projectId, projectName, domainName, domainId, userName, password } = emulatedAccount;
const { accessKey, secretKey } = emulatedAccount;

const surroundings = (emulated: EmulatedOpenTelekomCloud) => ({
  ...{ clock: fakeClock(), stopSignal: new AbortController().signal, random: () => 0.5 },
  ...{ adapter: emulated.axiosAdapter() },
});

function connect(
  emulated: EmulatedOpenTelekomCloud,
  profile: Omit<OpenTelekomCloudProfile, "cloud">,
): Promise<Cloud> {
  return connectOpenTelekomCloud(
    { cloud: "openTelekomCloud", region, ...profile },
    {
      ...surroundings(emulated),
      ...{ profileName: "mine", environment: {}, redactor: new Redactor(), rateLimits: new RateLimits() },
    },
  );
}

const callsTo = (emulated: EmulatedOpenTelekomCloud, path: string): number =>
  emulated.calls.filter((call) => call.path === path).length;

describe("an account of the emulated cloud", () => {
  const user = { userName, password, domainName };

  for (const [reason, profile] of [
    ["by an access key", { projectId, accessKey, secretKey }],
    ["by an access key, with the project's name", { projectName, accessKey, secretKey }],
    ["by an access key, with the catalogue", { projectId, accessKey, secretKey, endpointsFrom: "catalogue" }],
    ["by a password", { projectId, ...user }],
    ["by a password, with the project's name", { projectName, ...user }],
    ["by a password, with the account's ID", { projectName, userName, password, domainId }],
    ["by a password, with the catalogue", { projectName, ...user, endpointsFrom: "catalogue" }],
  ] as const)
    it(`is reached ${reason}, at every service`, async () => {
      const emulated = new EmulatedOpenTelekomCloud({});
      const cloud = await connect(emulated, profile);
      assert.equal(cloud.identity.projectId, projectId);
      assert.equal((await cloud.servers.get(fleetIds.web01))?.name, "web-01");
      assert.deepEqual(await cloud.images.list(), []);
      assert.ok((await cloud.vaults.list()).length > 0);
      assert.ok((await cloud.disks.list()).length > 0);
    });

  it("is reached by a temporary key", async () => {
    const emulated = new EmulatedOpenTelekomCloud({});
    const key = { accessKey: "TEMPORARY01", secretKey: "TemporarySecret01" };
    const securityToken = "EmulatedSecurityToken01";
    emulated.update((state) => {
      state.temporaryKeys.push({ ...key, securityToken, expiresRealMs: Date.now() + 3_600_000 });
    });
    const withToken = await connect(emulated, {
      projectId,
      ...key,
      securityToken: "EmulatedSecurityToken01",
    });
    assert.equal((await withToken.servers.get(fleetIds.web01))?.name, "web-01");
    await assert.rejects(
      (await connect(emulated, { projectId, ...key })).servers.get(fleetIds.web01),
      /access key/,
    );
  });

  it("names its projects where one is misspelt", async () => {
    const emulated = new EmulatedOpenTelekomCloud({});
    await assert.rejects(
      connect(emulated, { projectName: "eu-de_x", accessKey, secretKey }),
      /"eu-de_x".*only: eu-de\./,
    );
    await assert.rejects(connect(emulated, { projectName: "eu-de_x", ...user }), /Could not find project/);
  });

  it("is asked once by a user with a wrong password", async () => {
    const emulated = new EmulatedOpenTelekomCloud({});
    const cloud = await connect(emulated, { projectId, ...user, password: "wrong-password" });
    for (let i = 0; i < 6; i++)
      await assert.rejects(
        cloud.servers.get(fleetIds.web01),
        /username or password is wrong.*the user "emulated-user" from the profile "mine"/,
      );
    assert.equal(emulated.calls.length, 1);
  });

  it("is asked once with a wrong key", async () => {
    const emulated = new EmulatedOpenTelekomCloud({});
    const cloud = await connect(emulated, { projectId, accessKey, secretKey: "WrongSecretKey0123456789" });
    const asked = await Promise.allSettled(
      Array.from({ length: 8 }, () => cloud.servers.get(fleetIds.web01)),
    );
    assert.ok(asked.every(({ status }) => status === "rejected"));
    assert.equal(emulated.calls.length, 1);
  });

  describe("with a token", () => {
    const logInAt = async (emulated: EmulatedOpenTelekomCloud, wall: { now: number }): Promise<Cloud> => {
      const http = surroundings(emulated);
      const credentialsDescription = "a user";
      const redactor = new Redactor();
      const at = (service: string): string => endpointOf(service, { region, overrides: {} });
      const credentials: Credentials = { userName, password, domain: { name: domainName } };
      const entry = await enter(
        { credentials, project: { id: projectId } },
        {
          iamWith: (authentication) =>
            new HttpClient({
              ...http,
              dialect: dialectOf({ endpointOf: at, authentication, credentialsDescription, redactor }),
            }),
          ...{ asksCatalogue: false, redactor, wallNow: () => wall.now },
        },
      );
      return openTelekomCloud(
        { region, ...entry, endpointOf: at, credentialsDescription, defaultTags: {}, redactor },
        http,
      );
    };

    it("that is withdrawn logs in again, once, and repeats the call", async () => {
      const emulated = new EmulatedOpenTelekomCloud({});
      const wall = { now: 0 };
      const cloud = await logInAt(emulated, wall);
      await cloud.servers.get(fleetIds.web01);
      emulated.update((state) => (state.tokens = []));
      wall.now = 3_600_000;
      const servers = await Promise.all([1, 2, 3].map(() => cloud.servers.get(fleetIds.web01)));
      assert.ok(servers.every((server) => server?.name === "web-01"));
      assert.equal(callsTo(emulated, "/v3/auth/tokens"), 2);
    });

    it("of the account as a whole looks at what belongs to no project", async () => {
      const emulated = new EmulatedOpenTelekomCloud({});
      const cloud = await logInAt(emulated, { now: 0 });
      await cloud.servers.get(fleetIds.web01);
      assert.equal(await cloud.delegations.diskServiceMayUseKeys(), "granted");
      assert.equal(await cloud.delegations.diskServiceMayUseKeys(), "granted");
      assert.equal(callsTo(emulated, "/v3/auth/tokens"), 2, "one for the project, one for the account");
    });

    it("that is near its end is renewed before it is used", async () => {
      const emulated = new EmulatedOpenTelekomCloud({ world: { tokenLifetimeSeconds: 3600 } });
      const wall = { now: 0 };
      const cloud = await logInAt(emulated, wall);
      await cloud.servers.get(fleetIds.web01);
      const before = emulated.calls.length;
      wall.now = 3_600_000;
      await cloud.servers.get(fleetIds.web01);
      assert.equal(callsTo(emulated, "/v3/auth/tokens"), 2);
      assert.equal(emulated.calls.length, before + 2, "a login and the call: no call was refused");
    });
  });
});
