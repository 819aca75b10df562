import assert from "node:assert/strict";
import { diskOf, fleetIds, serverOf } from "../../../../../emulator";
import type { Properties } from "../../../../../provider/lifecycle/hiddenInput";
import { hiddenInputName } from "../../../../../provider/lifecycle/hiddenInput";
import { linux, windows } from "../samples";
import { errorOf, inputs, made, put, records, serverIn, stageIn, type Stage } from "./stage";

/** What "pulumi preview" refuses. */
async function refused(stage: Stage, changes: Properties): Promise<string[]> {
  const { result } = await stage.command((_engine, lifecycle) =>
    lifecycle.check({}, { ...inputs, ...changes, [hiddenInputName]: { urn: "urn", timeouts: {} } }),
  );
  return (result?.failures ?? []).map(({ property, reason }) => `${property}: ${reason}`);
}

describe("the preview of a full-ECS image in front of the cloud", () => {
  const cases: { number: string; reason: string; changes: Properties; expected: RegExp }[] = [
    {
      number: "FEI-03",
      reason: "a frozen server",
      changes: { server: "frozen-04" },
      expected: /^server: frozen-04 is frozen/,
    },
    {
      number: "FEI-03",
      reason: "a name that two servers have",
      changes: { server: "double-09" },
      expected: new RegExp(`^server: 2 servers are called double-09: .*${fleetIds.otherDouble09}`),
    },
    {
      number: "FEI-03",
      reason: "a server that does not exist",
      changes: { server: "web-99" },
      expected: /^server: there is no server "web-99"[^]*most like it: "web-01"/,
    },
    {
      number: "FEI-01",
      reason: "a disk on dedicated storage",
      changes: { server: "dedicated-06" },
      expected: new RegExp(`^server: .*${fleetIds.dedicated06DataDisk} \\(on dedicated storage\\)`),
    },
    {
      number: "FEI-01",
      reason: "a SCSI disk",
      changes: { server: fleetIds.scsi07 },
      expected: new RegExp(`^server: .*${fleetIds.scsi07DataDisk} \\(SCSI\\)`),
    },
    {
      number: "FEI-08",
      reason: "the guest of another server",
      changes: { server: "win-01" },
      expected: /^guest\.osFamily: Linux, and the cloud knows win-01 as a Windows server/,
    },
    {
      number: "FEI-04",
      reason: "a database on a running server",
      changes: { guest: { ...linux, database: true } },
      expected: /^server: web-01 contains a database and is Running \(ACTIVE\)/,
    },
    {
      number: "FEI-12",
      reason: "a SAN policy that leaves disks offline",
      changes: { server: "win-01", guest: { ...windows, sanPolicy: "OfflineShared" } },
      expected: /^guest\.sanPolicy: OfflineShared.*san policy=onlineall/s,
    },
    {
      number: "FEI-14",
      reason: "a server that is in another vault",
      changes: { server: "team-08" },
      expected: new RegExp(`^vault: team-08 belongs to vault "vault-team" \\(${fleetIds.vaultTeam}\\)`),
    },
    {
      number: "FEI-14",
      reason: "a vault that does not exist",
      changes: { vault: { name: "vault-99" } },
      expected: /^vault: there is no vault "vault-99"/,
    },
  ];
  for (const { number, reason, changes, expected } of cases)
    it(`${number} rejects ${reason}`, async () => {
      const stage = stageIn();
      const [only = "", ...more] = await refused(stage, changes);
      assert.deepEqual(more, []);
      assert.match(only, expected);
      assert.match(only, new RegExp(`\\[${number}: `));
    });

  for (const { number, reason, changes } of [
    {
      number: "FEI-04",
      reason: "a database on a stopped server",
      changes: { server: "db-01", guest: { ...linux, database: true } },
    },
    {
      number: "FEI-08",
      reason: "the guest of a Windows server",
      changes: { server: "win-01", guest: windows },
    },
    {
      number: "FEI-14",
      reason: "the very vault that the server is in",
      changes: { server: "team-08", vault: { name: "vault-team" } },
    },
    { number: "FEI-01", reason: "data disks of every other type", changes: { server: "app-02" } },
    { number: "FEI-03", reason: "a server in any zone", changes: { server: "cache-03" } },
  ])
    it(`${number} accepts ${reason}, without a word`, async () => {
      const stage = stageIn();
      assert.deepEqual(await refused(stage, changes), []);
      assert.deepEqual(stage.history.warnings, []);
    });

  for (const { number, reason, changes, expected } of [
    {
      number: "FEI-03",
      reason: "a server with a task in progress",
      changes: { server: "busy-05" },
      expected: /^busy-05 is busy \(powering-off\): this will be waited for\. \[FEI-03/,
    },
    {
      number: "FEI-02",
      reason: "a server beyond the recommended size",
      changes: { server: "big-10" },
      expected: /^the disks of big-10 have 5040 GB/,
    },
    {
      number: "FEI-14",
      reason: "a vault that is to be made",
      changes: { vault: { ensure: { name: "server-backups" } } },
      expected: /^vault "server-backups" does not exist: it will be made/,
    },
  ])
    it(`${number} accepts ${reason}, and announces it`, async () => {
      const stage = stageIn();
      assert.deepEqual(await refused(stage, changes), []);
      assert.match(stage.history.warnings[0] ?? "", expected);
    });

  it("FEI-03 rejects a server in any other state, and nothing is written", async () => {
    const stage = stageIn();
    stage.cloud.update((state) => (serverIn(state).status = "ERROR"));
    const error = await errorOf(stage.up(inputs));
    assert.match(error.message, /web-01 is ERROR\n {4}expected: Running \(ACTIVE\) or Stopped \(SHUTOFF\)/);
    assert.deepEqual(records(stage.cloud.state()), []);
  });

  it("refuses where the cloud does not accept the credentials", async () => {
    const stage = stageIn();
    const body = { error_code: "APIGW.0301", error_msg: "Incorrect IAM authentication information" };
    put(stage, { id: "401", kind: "status", status: 401, body, match: { service: "ecs" } });
    const error = await errorOf(stage.up(inputs));
    assert.match(error.message, /does not accept the credentials.*APIGW\.0301.*ecs-lifecycle:profiles/);
    assert.equal(stage.engine.state, undefined);
  });

  for (const { service, path } of [
    { service: "ecs", path: "/cloudservers/detail$" },
    { service: "evs", path: "/cloudvolumes/detail$" },
    { service: "cbr", path: "/vaults$" },
    { service: "ims", path: "/v2/cloudimages$" },
    { service: "ims", path: "/v1/cloudimages/quota$" },
  ] as const)
    it(`announces what it could not look up, and refuses nothing: ${service} ${path} is denied`, async () => {
      const stage = stageIn();
      const body = { error_code: "APIGW.0302", error_msg: "no permission" };
      put(stage, { id: "403", kind: "status", status: 403, body, match: { service, path } });
      assert.deepEqual(await refused(stage, {}), []);
      assert.equal(stage.history.warnings.length, 1, stage.history.warnings.join("\n"));
      assert.match(stage.history.warnings[0] ?? "", /^could not be checked: .*APIGW\.0302.*\[FEI-/);
    });

  it("judges 200 resources on 200 servers with at most 6 requests", async () => {
    const stage = stageIn();
    const numbers = Array.from({ length: 200 }, (_, index) => String(index).padStart(12, "0"));
    stage.cloud.update((state) => {
      for (const number of numbers)
        state.servers.push(
          serverOf({
            id: `77777777-0000-4000-8000-${number}`,
            name: `node-${number}`,
            frozen: number.endsWith("3"),
            disks: [diskOf({ id: `88888888-0000-4000-8000-${number}` })],
          }),
        );
    });
    const { result, calls } = await stage.command(async (_engine, lifecycle) => {
      const reasons: string[] = [];
      for (const number of numbers) {
        const hidden = { urn: `urn:${number}`, timeouts: {} };
        const program = { ...inputs, server: `node-${number}`, name: number, [hiddenInputName]: hidden };
        const { failures } = await lifecycle.check({}, program);
        reasons.push(...failures.map(({ reason }) => reason));
      }
      return reasons;
    });
    assert.ok(calls.length <= 6, calls.join("\n"));
    assert.ok(calls.every((call) => call.startsWith("GET ")));
    assert.equal(result?.filter((reason) => /node-\d+3 is frozen/.test(reason)).length, 20);
    assert.equal(result.length, 20);
  });

  it("changes nothing", async () => {
    const stage = stageIn();
    const before = stage.cloud.state();
    await refused(stage, { vault: { ensure: { name: "server-backups" } } });
    const { images, vaults, servers } = stage.cloud.state();
    assert.deepEqual(
      { images, vaults, servers },
      { images: before.images, vaults: before.vaults, servers: before.servers },
    );
    assert.deepEqual(made(stage.cloud.state()), []);
  });
});
