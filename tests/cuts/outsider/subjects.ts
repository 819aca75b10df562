import { backupOf, fleetIds, type CloudState, type Fault, type World } from "../../../emulator";
import type { Properties } from "../../../provider/lifecycle/hiddenInput";
import { osReplacementSubject, osWorldsOf } from "../osReplacementSubject";
import type { EmulatedCloud, Subject } from "../subject";

/** The backup that is the consent. */
export const backupId = "66666666-9999-4000-8000-000000000001";

const { mayLoseSystemDisk: _disk, ...withoutConsent } = osReplacementSubject.inputs;

/** In which words the program consents to the loss of the disk that is there at first, and of no other. */
const consents: Record<string, Properties> = {
  "by the disk's ID": { mayLoseSystemDisk: fleetIds.web01SystemDisk },
  "by a backup": { backup: { id: backupId } },
};

const attemptFails = (when: "beforeDisk" | "afterDisk"): Fault => ({
  ...{ id: "first attempt", kind: "osChangeFails", match: { method: "POST", path: "/changeos$" }, when },
  ...{ code: "Ecs.0202", reason: "There was no room for the disk." },
});

const worlds: Record<string, { world?: Partial<World>; faults?: readonly Fault[] }> = {
  "everything shows at once": {},
  "records show 3 s late, effects 5 s, and little of what goes on": {
    world: {
      ...({ metadataLagSeconds: 3, visibilityLagSeconds: 5, osChangeLagSeconds: 20 } as const),
      ...({ osChangeShows: "nothing", osChangeMetadata: "lost", osChangeTags: "lost" } as const),
    },
  },
  "the first change fails before the disk is replaced": { faults: [attemptFails("beforeDisk")] },
  "the first change fails after the disk was replaced": { faults: [attemptFails("afterDisk")] },
};

/** OsReplacement with each consent, in whose runs somebody meddles. */
export const meddledWith: Record<string, Subject<CloudState>> = Object.fromEntries(
  Object.entries(consents).map(([name, consent]) => [
    name,
    { ...osReplacementSubject, inputs: { ...withoutConsent, ...consent }, worlds: worldsWithBackup() },
  ]),
);

function worldsWithBackup(): Subject<CloudState>["worlds"] {
  const all = Object.entries(worlds).flatMap(([name, { world = {}, faults = [] }]) =>
    Object.entries(osWorldsOf({ [name]: { rebootSeconds: 5, ...world } }, faults)),
  );
  return Object.fromEntries(all.map(([name, make]) => [name, (now) => withBackup(make, now)]));
}

const hourMilliseconds = 3_600_000;

/** An hour ago somebody has backed the server up. */
function withBackup(
  make: (now: () => number) => EmulatedCloud<CloudState>,
  now: () => number,
): EmulatedCloud<CloudState> {
  let isMade = false;
  const cloud = make(() => (isMade ? now() : now() - hourMilliseconds));
  const child = { id: "66666666-9999-4000-8000-000000000002", diskId: fleetIds.web01SystemDisk, sizeGb: 40 };
  const backup = backupOf({
    ...{ id: backupId, vaultId: fleetIds.vaultServers, serverId: fleetIds.web01, serverName: "web-01" },
    createdAt: now() - hourMilliseconds,
    children: [
      { ...child, bootable: true, encrypted: false, snapshotId: "66666666-9999-4000-8000-000000000003" },
    ],
  });
  cloud.update(({ backups }) => backups.push(backup));
  isMade = true;
  return cloud;
}
