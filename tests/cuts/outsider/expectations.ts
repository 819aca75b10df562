import assert from "node:assert/strict";
import { fleetIds, type CloudState } from "../../../emulator";
import { isUnsettled } from "../../../provider/procedures/operationRecord";
import { recordsBeside } from "../records";
import type { Scene } from "../scene";
import type { Outsider } from "./outsider";
import { backupId } from "./subjects";

/** How it has ended. */
export interface End {
  scene: Scene<CloudState>;
  state: CloudState;
  /** The error at which the program came to rest; undefined: nothing is left to do. */
  refusal: string | undefined;
  outsider: Outsider;
}

const mostChanges = 2;

/** What must hold, whatever somebody does beside the run. */
export function assertPromisesKept(end: End): void {
  assertOnlyConsentedDisksAreGone(end);
  assertWhatIsOthersStays(end);
  assertNotLeftStopped(end);
  assertLeftAloneWhileInjected(end);
  assertErrorsTell(end);
  assertNothingOpen(end.state);
  if (end.refusal !== undefined) return;
  assert.equal(end.scene.engine.state?.outputs["settled"], true, "what is unchanged is settled");
}

/** No record is left that operations on the server would wait for. */
export function assertNothingOpen(state: CloudState): void {
  const server = serverIn(state);
  const open = server ? recordsBeside(server).filter(isUnsettled) : [];
  assert.deepEqual(open, [], "no record is left that operations on the server would wait for");
}

/** OSR-05, OSR-25 */
function assertOnlyConsentedDisksAreGone({ state, outsider }: End): void {
  const ours = state.osChanges.filter(({ id }) => !outsider.osChanges.has(id));
  assert.ok(ours.length <= mostChanges, `${ours.length} changes were begun`);
  const effective = ours.filter(({ diskReplacedAt }) => diskReplacedAt !== null);
  const succeeded = ours.filter(({ result }) => result === "succeeded");
  assert.ok(succeeded.length <= 1, `${succeeded.length} changes succeeded`);
  const ownDisks = [fleetIds.web01SystemDisk, ...ours.map(({ newSystemDiskId }) => newSystemDiskId)];
  for (const { oldSystemDiskId } of ours) {
    assert.ok(
      !outsider.systemDisks.has(oldSystemDiskId),
      "a disk that somebody has put there is asked to go",
    );
    assert.ok(ownDisks.includes(oldSystemDiskId), `disk ${oldSystemDiskId} is nobody's`);
  }
  const gone = effective.map(({ oldSystemDiskId }) => oldSystemDiskId);
  assert.equal(new Set(gone).size, gone.length, "no disk goes twice");
}

/** OSR-06, and what users keep at the server, where the cloud does not drop it itself. */
function assertWhatIsOthersStays({ state, outsider: { left } }: End): void {
  const server = serverIn(state);
  if (!server) return;
  const dataDisks = server.disks.filter(({ bootIndex }) => bootIndex !== 0).map(({ id }) => id);
  assert.deepEqual(dataDisks, left.dataDisks, "data disks are as they were left");
  const tags = Object.fromEntries(server.tags.map(({ key, value }) => [key, value]));
  if (state.world.osChangeTags === "kept") assert.deepEqual({ ...tags, ...left.tags }, tags, "tags stay");
  if (state.world.osChangeMetadata === "kept")
    assert.deepEqual({ ...server.metadata, ...left.metadata }, server.metadata, "metadata stays");
}

const saysOff = /web-01.*((is|was|been) stopped|SHUTOFF)|server had been stopped/s;

/** OSR-17: whoever is not told would find it off. */
function assertNotLeftStopped({ state, scene, outsider }: End): void {
  const last = state.jobs.filter(({ serverIds }) => serverIds.includes(fleetIds.web01)).at(-1);
  const isStoppedByUs = last?.type === "stopServer" && !outsider.powerJobs.has(last.id);
  if (serverIn(state)?.status !== "SHUTOFF" || !isStoppedByUs) return;
  const { warnings, errors } = scene.history;
  const texts = [...warnings, ...errors];
  // What a preview announces tells nothing of how the server is afterwards.
  const isTold = texts.some((text) => !text.includes("it will be stopped") && saysOff.test(text));
  assert.ok(isTold, `the server is left stopped, and nobody says so: ${texts.join(" | ")}`);
}

/** OSR-12 */
function assertLeftAloneWhileInjected({ state, outsider }: End): void {
  const ours = state.jobs.filter(({ id }) => !outsider.powerJobs.has(id) && !outsider.osChanges.has(id));
  for (const { endAt, injectionEndsAt } of state.osChanges) {
    const meanwhile = ours.filter(
      ({ beginAt }) => beginAt > (endAt ?? Infinity) && beginAt < (injectionEndsAt ?? 0),
    );
    assert.deepEqual(meanwhile, [], "nothing is done to the server while password or key are injected");
  }
}

/** What no user can read. */
const internal =
  /Cannot read|is not a function|undefined|\[object|NaN|ZodError|invalid_type|nobody has asked|cannot end as nothing|no action/;

/** One of them says which thing is wrong. */
const names = [fleetIds.web01, "web-01", fleetIds.suse, backupId, "fleet-key", "quota of disks"];

/** What can be done. */
const advice =
  /remedy: |run "pulumi up" (again|once)|console|contact customer service|take the resource out|delete the/i;

function assertErrorsTell({ scene, refusal }: End): void {
  for (const error of scene.history.errors) assert.doesNotMatch(error, internal);
  if (refusal === undefined) return;
  assert.ok(
    names.some((name) => refusal.includes(name)),
    `the error names nothing: ${refusal}`,
  );
  assert.match(refusal, advice);
}

function serverIn({ servers }: CloudState): CloudState["servers"][number] | undefined {
  return servers.find(({ id }) => id === fleetIds.web01);
}
