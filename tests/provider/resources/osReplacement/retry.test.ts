import assert from "node:assert/strict";
import { digestOf } from "../../../../provider/procedures/operationRecord";
import { diskLeftBy } from "../../../../provider/resources/osReplacement/retry";
import { minute, now, sent } from "./changeProcedure/worlds";
import { ids } from "./samples";

/** Digest of a disk that is there after the job in the record has failed two minutes ago. */
const leftOf = (disk: Parameters<typeof diskLeftBy>[1], endedAt: number | undefined = now - 2 * minute) =>
  diskLeftBy({ ...sent, attemptAt: now - 20 * minute }, disk, { endedAt, now });

const made = (createdAt: number | undefined) => ({ id: ids.newDisk, createdAt });

describe("the disk that a failed attempt has left", () => {
  it("OSR-25 accepts the one of before, and one that was made while the attempt ran", () => {
    assert.equal(leftOf({ id: ids.system, createdAt: undefined }), digestOf(ids.system));
    assert.equal(leftOf(made(now - 15 * minute)), digestOf(ids.newDisk));
  });
  it("OSR-25 rejects a disk that is older than the attempt, or younger than its end", () => {
    assert.equal(leftOf(made(now - 21 * minute)), undefined);
    assert.equal(leftOf(made(now - minute)), undefined);
  });
  it("OSR-25 rejects what is not known: when the disk was made, or when the attempt has ended", () => {
    assert.equal(leftOf(made(undefined)), undefined);
    const neverSeen = { endedAt: undefined, now };
    assert.equal(diskLeftBy(sent, made(now - minute), neverSeen), undefined);
  });
  it("OSR-25 rejects a disk to which somebody may have written since", () => {
    assert.equal(leftOf(made(now - 15 * minute), now - 6 * minute), undefined);
  });
});
