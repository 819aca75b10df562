import assert from "node:assert/strict";
import { fleetIds } from "../../emulator";
import type { DeclaredImage, Outcome, SavedResource, TestStack } from "./testStack";

/** What most tests declare: an image of the running server with three disks. */
export const web01 = {
  server: fleetIds.web01,
  vault: { id: fleetIds.vaultServers },
  name: "web-01 whole",
} satisfies DeclaredImage;

export function assertSucceeded(outcome: Outcome): void {
  assert.ok(outcome.succeeded, `the command failed:\n${outcome.output}`);
  assertReadable(outcome.output);
}

/** Fails as it should: with a text for the user. */
export function assertFailed(outcome: Outcome, ...texts: (string | RegExp)[]): void {
  assert.ok(!outcome.succeeded, `the command succeeded:\n${outcome.output}`);
  assertTold(outcome.output, ...texts);
  assertReadable(outcome.output);
}

export function assertTold(output: string, ...texts: (string | RegExp)[]): void {
  // The engine wraps nothing here, but indents.
  const flat = output.replaceAll(/\s+/g, " ");
  for (const text of texts)
    assert.ok(
      typeof text === "string" ? flat.includes(text) : text.test(flat),
      `"${String(text)}" is said in:\n${output}`,
    );
}

/** No stack trace, no crash, nothing that a machine made for another. */
export function assertReadable(output: string): void {
  assert.doesNotMatch(output, /^\s+at .+:\d+:\d+\)?$/m, "a stack trace");
  assert.doesNotMatch(output, /panic:|goroutine \d+|fatal error|Unexpected struct type/, "a crash");
  assert.doesNotMatch(output, /\[object Object\]|04da6b54-80e4-46f7-96ec-b56ff0331ba9/);
}

/**
 * The only image is made, with its only backup, marked as this resource's, settled in state and record; and
 * the cloud was asked to make one once.
 */
export async function complete(stack: TestStack): Promise<SavedResource> {
  const saved = await stack.savedImage();
  const images = stack.images();
  const backups = stack.backups();
  assert.deepEqual([images.length, backups.length], [1, 1], "one image, one backup");
  assert.equal(stack.submissions().length, 1, "one submission");
  assertHolds(stack, saved);
  return saved;
}

/** Neither in the cloud nor in Pulumi's state. */
export async function assertNothingIsLeft(stack: TestStack): Promise<void> {
  assert.deepEqual([stack.images(), stack.backups(), stack.records()], [[], [], []]);
  assert.deepEqual(await stack.saved(), []);
}

/** The resource holds an image that is complete in the cloud. */
export function assertHolds(stack: TestStack, { id, outputs, initErrors }: SavedResource): void {
  const image = stack.images().find((candidate) => candidate.id === outputs["imageId"]);
  const backup = stack.backups().find((candidate) => candidate.id === outputs["backupId"]);
  assert.ok(image && backup, `its image and backup are in the cloud: ${JSON.stringify(outputs)}`);
  assert.deepEqual([image.status, backup.status, backup.restoreMode], ["active", "available", "backup"]);
  assert.equal(image.backupId, backup.id);
  assert.deepEqual([outputs["settled"], outputs["imageStatus"]], [true, "Normal"]);
  assert.deepEqual(initErrors ?? [], [], "nothing is left to be done");
  const mark = image.tags.find(({ key }) => key === "ecs-lifecycle");
  assert.ok(mark?.value.includes(id), `marked with the resource's id ${id}: ${JSON.stringify(image.tags)}`);
  const records = stack.records().filter((record) => record.includes(id));
  assert.equal(records.length, 1, `one record of ${id}: ${JSON.stringify(stack.records())}`);
}
