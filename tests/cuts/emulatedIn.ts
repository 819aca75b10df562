import { EmulatedOpenTelekomCloud, type CloudState, type Fault, type World } from "../../emulator";
import { openTelekomCloud } from "../../provider/backends/openTelekomCloud";
import { accountOfAccessKey } from "../../provider/backends/openTelekomCloud/account";
import type { EmulatedCloud, Subject } from "./subject";

/** Short stages: what matters is their order, and every look at the cloud is one more call to cut. */
const durations: Partial<World> = {
  queueSeconds: 5,
  snapshotSeconds: 20,
  backupSeconds: 30,
  backupDeletionSeconds: 5,
};

/** An emulated Open Telekom Cloud in virtual time, in which these things go wrong once. */
export function emulatedIn(
  world: Partial<World>,
  now: () => number,
  faults: readonly Fault[] = [],
): EmulatedCloud<CloudState> {
  const cloud = new EmulatedOpenTelekomCloud({ now, world: { ...durations, ...world } });
  for (const fault of faults) cloud.addFault(fault);
  const { region, projectId, accessKey, secretKey } = cloud.account;
  return {
    adapter: cloud.axiosAdapter(),
    state: () => cloud.state(),
    update: (change) => cloud.update(change),
    connect: (surroundings) =>
      openTelekomCloud(accountOfAccessKey({ region, projectId, accessKey, secretKey }), {
        ...surroundings,
        random: () => 0.5,
      }),
  };
}

/** A subject's worlds, in which these things go wrong once. */
export function worldsOf(
  worlds: Record<string, Partial<World>>,
  faults: readonly Fault[] = [],
): Subject<CloudState>["worlds"] {
  return Object.fromEntries(
    Object.entries(worlds).map(([name, world]) => [name, (now) => emulatedIn(world, now, faults)]),
  );
}
