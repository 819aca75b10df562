import fc from "fast-check";
import { fleetIds } from "../../emulator";
import { hiddenInputName, type Properties } from "../../provider/lifecycle/hiddenInput";
import { oddInputs, tags, wellFormedInputs } from "./arbitraryInputs";
import { account, backupIds, imageIds, serverIds, urn } from "./identities";
import { asFromEngine, mostly, oddValue, partly } from "./oddValues";

const time = fc.constantFrom("2026-01-02T03:04:05.000Z", "2026-01-02T04:05:06.000Z");
const disk = fc.record(
  {
    id: fc.uuid(),
    role: fc.constantFrom("system", "data"),
    sizeGb: fc.nat(),
    type: fc.constantFrom("SSD", "SAS"),
  },
  { requiredKeys: ["id", "role", "sizeGb"], noNullPrototype: true },
);

/** What an operation, a look or an adoption may have saved, and what of it an interrupted one has saved. */
const savedProperties: Record<string, fc.Arbitrary<unknown>> = {
  ...wellFormedInputs,
  stateVersion: fc.constant(1),
  imageId: fc.constantFrom(...imageIds, fleetIds.ubuntu),
  imageStatus: fc.constantFrom("Creating", "Normal", "Failed"),
  availableOnlyIn: fc.constantFrom("eu-de-01"),
  tagsAll: tags,
  jobId: fc.constantFrom("job-1"),
  vaultId: fc.constantFrom(fleetIds.vaultServers),
  vaultName: fc.constantFrom("vault-servers"),
  backupId: fc.constantFrom(...backupIds),
  serverId: fc.constantFrom(...serverIds),
  sourceServerName: fc.constantFrom("web-01", "db-01"),
  sourceAvailabilityZone: fc.constantFrom("eu-de-01"),
  sizeGb: fc.nat(),
  disks: fc.array(disk, { maxLength: 3 }),
  createdAt: time,
  backedUpAt: time,
  exportable: fc.constant(false),
  replicable: fc.constant(false),
  followUps: fc.constant([]),
};

const hidden = fc.oneof(
  { weight: 12, arbitrary: fc.constant<unknown>({ urn, timeouts: {} }) },
  { weight: 1, arbitrary: fc.constant<unknown>({ urn, timeouts: {}, madeWithOtherInputs: true }) },
);

const foundation = {
  settled: fc.boolean(),
  account: fc.oneof(
    { weight: 12, arbitrary: fc.constant<unknown>(account) },
    { weight: 1, arbitrary: fc.constant<unknown>({ ...account, region: "eu-nl" }) },
  ),
  [hiddenInputName]: hidden,
};

const oddFoundation = {
  settled: fc.boolean(),
  account: mostly(fc.constant(account)),
  [hiddenInputName]: oddValue,
};

/**
 * Outputs as this package writes them, each there or not; and with inputs among them that check has not seen, because
 * somebody edited the state.
 */
export function outputsFrom(
  saved: Record<string, fc.Arbitrary<unknown>>,
  odd: Record<string, fc.Arbitrary<unknown>>,
): fc.Arbitrary<Properties> {
  const known = fc.oneof(
    { weight: 3, arbitrary: partly(saved) },
    { weight: 1, arbitrary: partly({ ...saved, ...odd, other: oddValue }) },
  );
  const base = fc.oneof(
    { weight: 24, arbitrary: fc.record(foundation) },
    { weight: 1, arbitrary: partly(oddFoundation) },
  );
  return asFromEngine(fc.tuple(known, base).map(([one, other]) => ({ ...one, ...other })));
}

/** Outputs of a FullEcsImage. */
export const anyOutputs = outputsFrom(savedProperties, oddInputs);
