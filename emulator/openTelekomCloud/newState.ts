import { emulatedAccount } from "./account";
import type { CloudState } from "./cloudState";
import type { Fixture } from "./fixture";
import { remember } from "./history";
import { defaultWorld } from "./world";
import type { World } from "./world";

/** A cloud as it begins. */
export function newState(fixture: Fixture, world: Partial<World>, speed: number, realMs: number): CloudState {
  const state: CloudState = {
    version: 1,
    account: structuredClone(emulatedAccount),
    clock: { realMs, emulatedMs: realMs, speed },
    world: { ...defaultWorld, ...fixture.world, ...world },
    imageQuota: fixture.imageQuota ?? 50,
    servers: structuredClone(fixture.servers),
    vaults: structuredClone(fixture.vaults),
    images: structuredClone(fixture.images ?? []),
    backups: [],
    jobs: [],
    operationLogs: [],
    operations: [],
    faults: [],
    firedFaults: [],
    identifiersGiven: 0,
    history: {},
  };
  remember(state, realMs);
  return state;
}
