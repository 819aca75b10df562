import assert from "node:assert/strict";
import { fleetIds, type World } from "../../emulator";
import type { OsReplacementArgs } from "../../sdk";
import { kill9, type Interruption } from "./interruption";
import type { KillableCommand } from "./killableCommand";
import type { SavedResource, TestCloud, TestStack } from "./testStack";
import { until } from "./until";

/** A change of an OS takes a few seconds, and so does its settle time. */
export const shortChange: Partial<World> = { osChangeSeconds: 60, injectionSeconds: 60 };

/** The OS would be changed for half a minute of real time: whatever interrupts it comes in the middle. */
export const slowChange: TestCloud = { speed: 10, world: { ...shortChange, osChangeSeconds: 300 } };

/** A stopped Linux server gets another OS, with consent to the loss of the disk that it has at first. */
export const db01 = {
  server: fleetIds.db01,
  image: { id: fleetIds.suse },
  keyPair: "fleet-key",
  settleSeconds: 60,
  mayLoseSystemDisk: fleetIds.db01SystemDisk,
} satisfies OsReplacementArgs;

/** The same server with an OS that is neither the first one nor the one of {@link db01}. */
export const db01Windows = {
  ...db01,
  image: { id: fleetIds.windows },
  acceptLinuxToWindows: true,
} satisfies OsReplacementArgs;

/** The changes of an OS that took effect, whatever became of the answers. */
export const changes = (stack: TestStack) => stack.cloud.state().osChanges;

/** The only change of an OS that took effect: it has replaced db-01's disk, and its login works. */
export function assertChangedOnce(stack: TestStack, imageId: string = fleetIds.suse): void {
  const made = changes(stack);
  assert.equal(made.length, 1, `one change of an OS: ${JSON.stringify(made)}`);
  const [{ serverId, oldSystemDiskId, newSystemDiskId, result, loginBroken }] = made as [(typeof made)[0]];
  assert.deepEqual(
    [serverId, oldSystemDiskId, result, loginBroken],
    [fleetIds.db01, fleetIds.db01SystemDisk, "succeeded", false],
  );
  const server = stack.cloud.state().servers.find(({ id }) => id === serverId);
  assert.ok(server);
  assert.deepEqual([server.imageId, server.status], [imageId, "ACTIVE"]);
  assert.deepEqual(
    server.disks.map(({ id }) => id),
    [newSystemDiskId, fleetIds.db01DataDisk],
    "another system disk, the same data disk",
  );
}

/** The only OsReplacement in the state: it holds the only change. */
export async function assertHoldsChange(stack: TestStack): Promise<SavedResource> {
  assertChangedOnce(stack);
  const [saved, ...more] = await osReplacements(stack);
  assert.ok(saved && more.length === 0, "one OsReplacement in the state");
  const { settled, imageId, nothingDone } = saved.outputs;
  assert.deepEqual([settled, imageId, nothingDone], [true, fleetIds.suse, undefined]);
  assert.deepEqual(saved.initErrors ?? [], []);
  return saved;
}

/** The resources in the state that change an OS. */
export async function osReplacements(stack: TestStack): Promise<SavedResource[]> {
  return (await stack.saved()).filter(({ urn }) => urn.includes("OsReplacement::"));
}

/** From the moment that the cloud changes the OS: the provider has its job. */
export async function beginChange(
  stack: TestStack,
  { start }: Pick<Interruption, "start"> = kill9,
): Promise<KillableCommand> {
  const command = start(stack, "up", "--yes", "--skip-preview");
  await until("the change's job is looked at", 60, () =>
    stack.calls().some(({ path }) => /\/jobs\/[^/]+$/.test(path)),
  );
  return command;
}
