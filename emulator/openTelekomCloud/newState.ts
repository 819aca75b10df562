import { emulatedAccount } from "./account";
import type { CloudState } from "./cloudState";
import { defaultDiskQuota } from "./fixture";
import type { Fixture } from "./fixture";
import { remember } from "./history";
import { stateVersion } from "./stateVersion";
import { defaultWorld } from "./world";
import type { World } from "./world";

/** A cloud as it begins. */
export function newState(fixture: Fixture, world: Partial<World>, speed: number, realMs: number): CloudState {
  const state: CloudState = {
    version: stateVersion,
    account: structuredClone(emulatedAccount),
    clock: { realMs, emulatedMs: realMs, speed },
    world: { ...defaultWorld, ...fixture.world, ...world },
    imageQuota: fixture.imageQuota ?? 50,
    diskQuota: { ...defaultDiskQuota, ...fixture.diskQuota },
    servers: structuredClone(fixture.servers),
    vaults: structuredClone(fixture.vaults),
    images: structuredClone(fixture.images ?? []),
    backups: structuredClone(fixture.backups ?? []),
    jobs: [],
    operationLogs: [],
    keyPairs: structuredClone(fixture.keyPairs ?? []),
    kmsKeys: structuredClone(fixture.kmsKeys ?? []),
    agencies: structuredClone(fixture.agencies ?? []),
    mayListAgencies: fixture.mayListAgencies ?? true,
    osChanges: [],
    tokens: [],
    temporaryKeys: [],
    operations: [],
    faults: [],
    firedFaults: [],
    identifiersGiven: 0,
    history: {},
  };
  remember(state, realMs);
  return state;
}
