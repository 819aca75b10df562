import assert from "node:assert/strict";
import { fleetIds, fleetWithOwnImages } from "../../emulator";
import type { CloudState } from "../../emulator";
import { assertRefused, TestCloud } from "./testCloud";

interface Refused {
  what: string;
  changes?: Record<string, unknown>;
  /** Whose OS. Default: of db-01. */
  id?: string;
  first?: (state: CloudState) => unknown;
  code: string;
  status?: number;
}

const encrypted = (more: Record<string, unknown> = {}) => ({
  metadata: { __system__encrypted: "1", ...more },
});
const db01 = (state: CloudState) => state.servers.find(({ id }) => id === fleetIds.db01)!;
const imageIn = (state: CloudState, id: string) => state.images.find((image) => image.id === id)!;

const refusals: Refused[] = [
  { what: "of a missing server", id: "nobody", code: "Ecs.0114", status: 404 },
  { what: "of a running server", id: fleetIds.web01, code: "Ecs.0100" },
  { what: "of a server with a task", id: fleetIds.busy05, code: "Ecs.0100" },
  {
    what: "of a server that is starting",
    first: (state) => (db01(state).taskState = "powering-on"),
    code: "Ecs.0100",
  },
  { what: "of a server in error", first: (state) => (db01(state).status = "ERROR"), code: "Ecs.0100" },
  { what: "of a frozen server", id: fleetIds.frozen04, code: "Ecs.0030" },
  { what: "of a locked server", first: (state) => (db01(state).locked = true), code: "Ecs.0605" },
  {
    what: "of a server without a system disk",
    first: (state) => db01(state).disks.shift(),
    code: "Ecs.0105",
  },
  { what: "without an image", changes: { imageid: undefined }, code: "Ecs.0005" },
  { what: "to an image that is a number", changes: { imageid: 1 }, code: "Ecs.0005" },
  { what: "to a missing image", changes: { imageid: "none" }, code: "Ecs.0031" },
  {
    what: "to an image that was not accepted",
    changes: { imageid: fleetIds.sharedPending },
    code: "Ecs.0031",
  },
  {
    what: "to an image that was rejected",
    changes: { imageid: fleetIds.sharedAccepted },
    first: (state) => (imageIn(state, fleetIds.sharedAccepted).sharing!.memberStatus = "rejected"),
    code: "Ecs.0031",
  },
  {
    what: "to an image that is not active",
    changes: { imageid: fleetIds.webBase },
    first: (state) => (imageIn(state, fleetIds.webBase).status = "saving"),
    code: "Ecs.0032",
  },
  {
    what: "to a whole image that is not active",
    changes: { imageid: fleetIds.teamWhole },
    first: (state) => (imageIn(state, fleetIds.teamWhole).status = "saving"),
    code: "Ecs.0048",
  },
  {
    what: "to a whole image whose backup is broken",
    changes: { imageid: fleetIds.teamWhole },
    first: (state) => (state.backups[0]!.status = "error"),
    code: "Ecs.0048",
  },
  {
    what: "to a whole image whose backup is gone",
    changes: { imageid: fleetIds.teamWhole },
    first: (state) => (state.backups = []),
    code: "Ecs.0034",
  },
  {
    what: "to an image without injection",
    changes: { imageid: fleetIds.withoutInjection },
    code: "Ecs.0007",
  },
  {
    what: "to an image of a data disk",
    first: (state) => (imageIn(state, fleetIds.ubuntu).attributes["virtual_env_type"] = "DataImage"),
    code: "Ecs.0007",
  },
  {
    what: "to an image that needs more memory",
    first: (state) => (imageIn(state, fleetIds.ubuntu).minRamMb = 4097),
    code: "Ecs.0007",
  },
  {
    what: "to an image that takes less memory",
    first: (state) => (imageIn(state, fleetIds.ubuntu).maxRamMb = 4095),
    code: "Ecs.0007",
  },
  {
    what: "to another provider's image",
    first: (state) => (imageIn(state, fleetIds.ubuntu).thirdParty = true),
    code: "Ecs.0058",
  },
  { what: "with an unknown key pair", changes: { keyname: "none" }, code: "Ecs.0314" },
  { what: "with another user's key pair", changes: { keyname: "other-key" }, code: "Ecs.0314" },
  {
    what: "with the user's key pair in another user's name",
    changes: { userid: fleetIds.otherUser },
    code: "Ecs.0314",
  },
  {
    what: "with a flag of encryption that is none",
    changes: encrypted({ __system__encrypted: "yes" }),
    code: "Ecs.0005",
  },
  {
    what: "with a key but without encryption",
    changes: { metadata: { __system__cmkid: fleetIds.dataKey } },
    code: "Ecs.0005",
  },
  {
    what: "with a missing key",
    changes: encrypted({ __system__cmkid: fleetIds.evsAgency }),
    code: "Ecs.0912",
  },
  {
    what: "with a disabled key",
    changes: encrypted({ __system__cmkid: fleetIds.disabledKey }),
    code: "Ecs.0912",
  },
  {
    what: "with encryption that EVS may not do",
    changes: encrypted({ __system__cmkid: fleetIds.dataKey }),
    first: (state) => (state.agencies = []),
    code: "Ecs.0025",
  },
  {
    what: "with encryption that EVS may no longer do",
    changes: encrypted(),
    first: (state) => (state.agencies[0]!.expiresAt = 1),
    code: "Ecs.0025",
  },
  { what: "with user data that is no base64", changes: { metadata: { user_data: "#!" } }, code: "Ecs.0005" },
  {
    what: "with user data that is too large",
    changes: { metadata: { user_data: Buffer.alloc(32 * 1024 + 1).toString("base64") } },
    code: "Ecs.0005",
  },
  { what: "with a password", changes: { keyname: undefined, adminpass: "Abc_12345" }, code: "Ecs.0005" },
  { what: "with a field that nobody documents", changes: { colour: "red" }, code: "APIGW.0101", status: 404 },
  {
    what: "with metadata that nobody documents",
    changes: { metadata: { a: "b" } },
    code: "APIGW.0101",
    status: 404,
  },
  {
    what: "without a disk left",
    first: (state) => (state.diskQuota.volumes = disks(state)),
    code: "Ecs.0021",
  },
  {
    what: "without room",
    first: (state) => (state.diskQuota.gigabytes = gigabytes(state) + 9),
    code: "Ecs.0021",
  },
  {
    what: "to a disk that is too large",
    first: (state) => (state.diskQuota.perVolumeGigabytes = 9),
    code: "Ecs.0021",
  },
  {
    what: "without a disk of the type left",
    first: (state) => (state.diskQuota.types = { SAS: { volumes: 0, gigabytes: -1 } }),
    code: "Ecs.0021",
  },
  {
    what: "without room for the type",
    first: (state) => (state.diskQuota.types = { SAS: { volumes: -1, gigabytes: 1 } }),
    code: "Ecs.0021",
  },
];

describe("an emulated change of an OS is refused", () => {
  for (const { what, changes, id, first, code, status = 400 } of refusals) {
    it(`${what}: ${code}`, async () => {
      const test = new TestCloud({ fixture: fleetWithOwnImages });
      if (first) test.cloud.update((state) => void first(state));
      const before = test.cloud.state();
      assertRefused(await test.changeOs(changes, id), status, code);
      const after = test.cloud.state();
      assert.deepEqual(
        [after.servers, after.operations, after.osChanges, after.jobs, after.kmsKeys],
        [before.servers, before.operations, before.osChanges, before.jobs, before.kmsKeys],
      );
    });
  }

  it("while the server is backed up: Ecs.0073", async () => {
    const test = new TestCloud();
    await test.begin({ instance_id: fleetIds.db01 });
    assertRefused(await test.changeOs(), 400, "Ecs.0073");
  });

  it("without a body: Common.0002", async () => {
    const test = new TestCloud();
    const path = `/v2/{pid}/cloudservers/${fleetIds.db01}/changeos`;
    assertRefused(await test.call("ecs", "POST", path), 400, "Common.0002");
  });

  it("with no JSON, or with another action in it: Ecs.0005", async () => {
    const test = new TestCloud();
    const path = `/v2/{pid}/cloudservers/${fleetIds.db01}/changeos`;
    for (const body of ["no JSON", [], {}, { "os-reinstall": {} }, { "os-change": "x" }]) {
      assertRefused(await test.call("ecs", "POST", path, body), 400, "Ecs.0005");
    }
  });

  it("in another project, and by the older call of the sister cloud", async () => {
    const test = new TestCloud();
    const body = { "os-change": { imageid: fleetIds.ubuntu } };
    const other = await test.call("ecs", "POST", `/v2/other/cloudservers/${fleetIds.db01}/changeos`, body);
    assertRefused(other, 400, "Ecs.0023");
    const older = await test.call("ecs", "POST", `/v1/{pid}/cloudservers/${fleetIds.db01}/changeos`, body);
    assertRefused(older, 404, "APIGW.0101");
  });

  const accepted: {
    what: string;
    changes?: Record<string, unknown>;
    first?: (state: CloudState) => unknown;
  }[] = [
    { what: "as many disks as there may be", first: (state) => (state.diskQuota.volumes = disks(state) + 1) },
    {
      what: "as much room as there may be",
      first: (state) => (state.diskQuota.gigabytes = gigabytes(state) + 10),
    },
    {
      what: "exactly the memory that is needed",
      first: (state) => (imageIn(state, fleetIds.ubuntu).minRamMb = 4096),
    },
    {
      what: "an image that takes any memory",
      first: (state) => (imageIn(state, fleetIds.ubuntu).maxRamMb = 0),
    },
    {
      what: "another user's key pair in its name",
      changes: { keyname: "other-key", userid: fleetIds.otherUser },
    },
    { what: "no key pair", changes: { keyname: undefined } },
    { what: "the image that the server has" },
  ];
  for (const { what, changes, first } of accepted) {
    it(`not for ${what}`, async () => {
      const test = new TestCloud();
      if (first) test.cloud.update((state) => void first(state));
      await test.beginOsChange(changes);
    });
  }
});

function disks(state: CloudState): number {
  return state.servers.reduce((sum, server) => sum + server.disks.length, 0);
}

function gigabytes(state: CloudState): number {
  return state.servers.flatMap((server) => server.disks).reduce((sum, { sizeGb }) => sum + sizeGb, 0);
}
