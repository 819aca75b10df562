import fc from "fast-check";
import { fleetIds } from "../../emulator";
import { inputsFrom, withOddLeaves } from "./arbitraryInputs";
import { outputsFrom } from "./arbitraryOutputs";
import { serverIds } from "./identities";
import { mostly, oddValue, partly } from "./oddValues";

const text = fc.string({ minLength: 1, maxLength: 12 });
const id = fc.constantFrom(...Object.values(fleetIds));
const image = {
  id: fc.constantFrom(fleetIds.suse, fleetIds.ubuntu, fleetIds.web01SystemDisk),
  name: fc.constantFrom("no such image", "a"),
  kind: fc.constantFrom("public", "private", "shared"),
};
const stopServer = { soft: fc.constant(true), hardAfterSeconds: fc.integer({ min: 0, max: 600 }) };
const encryption = { keyId: id, keyName: fc.constantFrom("evs/default", "no such key") };

const wellFormed: Record<string, fc.Arbitrary<unknown>> = {
  server: fc.oneof(id, fc.constantFrom("web-01", "db-01", "no such server")),
  image: fc.oneof(
    fc.record({ id: image.id }),
    fc.record({ name: image.name, kind: image.kind }),
    partly(image),
  ),
  keyPair: fc.constantFrom("fleet-key", "no such key pair"),
  keyPairOwner: text,
  password: text,
  userData: fc.oneof(text, fc.constant("x".repeat(40_000))),
  encryption: partly(encryption),
  licenseType: fc.constantFrom("system", "BYOL"),
  stopServer: fc.record(stopServer, { requiredKeys: ["soft"] }),
  settleSeconds: fc.nat({ max: 600 }),
  triggers: fc.array(oddValue, { maxLength: 3 }),
  onDrift: fc.constantFrom("report", "replaceAgain"),
  backup: fc.record({ id }),
  maxBackupAgeHours: fc.integer({ min: 1, max: 100 }),
  mayLoseSystemDisk: fc.constantFrom(fleetIds.web01SystemDisk, fleetIds.db01SystemDisk, "any"),
  acceptLinuxToWindows: fc.boolean(),
  profile: text,
};

/** The same, with something else now and then, on every level. */
const odd = withOddLeaves({
  ...wellFormed,
  image: partly({ ...withOddLeaves(image), other: oddValue }),
  encryption: partly({ ...withOddLeaves(encryption), other: oddValue }),
  stopServer: partly({ ...withOddLeaves(stopServer), other: oddValue }),
  backup: partly({ id: mostly(id), other: oddValue }),
});

/** What is enough for a change, and a choice of what nothing is wrong with. */
const sufficient = fc
  .tuple(
    fc.record({
      server: fc.constantFrom(...serverIds, "web-01", "db-01"),
      image: fc.record({ id: fc.constantFrom(fleetIds.suse, fleetIds.ubuntu) }),
      mayLoseSystemDisk: wellFormed["mayLoseSystemDisk"]!,
    }),
    partly({
      keyPair: fc.constant("fleet-key"),
      stopServer: fc.constant({ soft: true }),
      triggers: wellFormed["triggers"]!,
      onDrift: wellFormed["onDrift"]!,
    }),
  )
  .map(([needed, others]) => ({ ...others, ...needed }));

export const anyOsInputs = inputsFrom(sufficient, wellFormed, odd);

const disk = fc.record(
  {
    id: fc.constantFrom(fleetIds.web01SystemDisk, fleetIds.db01SystemDisk, fleetIds.web01DataDisk),
    ...{ sizeGb: fc.nat(), type: fc.constantFrom("SSD", "SAS"), encrypted: fc.boolean() },
  },
  { requiredKeys: ["id"], noNullPrototype: true },
);
const time = fc.constantFrom("2026-01-02T03:04:05.000Z", "2026-01-02T04:05:06.000Z");

/** What an operation or a look may have saved, and what of it an interrupted one has saved. */
const saved: Record<string, fc.Arbitrary<unknown>> = {
  ...wellFormed,
  stateVersion: fc.constant(1),
  serverId: fc.oneof(fc.constantFrom(...serverIds), fc.constant("88888888-0001-4000-8000-000000000001")),
  serverName: fc.constantFrom("web-01", "db-01"),
  imageId: fc.constantFrom(fleetIds.suse, fleetIds.ubuntu),
  imageName: fc.constantFrom("a", "b"),
  imageKind: image.kind,
  nothingDone: text,
  osFamily: fc.constantFrom("Linux", "Windows"),
  osVersion: text,
  systemDisk: disk,
  before: fc.record({ systemDisk: disk, dataDiskIds: fc.constant([]), addresses: fc.constant([]) }),
  attempts: fc.constantFrom([], [{ intendedAt: "2026-01-02T03:04:05.000Z", result: "succeeded" }]),
  verified: fc.array(text, { maxLength: 2 }),
  notVerifiable: fc.array(text, { maxLength: 2 }),
  leftServers: fc.constant([]),
  changedAt: time,
  drift: text,
  followUps: fc.constant([]),
};

export const anyOsOutputs = outputsFrom(saved, odd);
