import assert from "node:assert/strict";
import {
  digestOf,
  formatRecord,
  newGeneration,
  parseRecord,
  recordKey,
  type OperationRecord,
} from "../../../provider/procedures/operationRecord";

const record: OperationRecord = {
  kind: "FullEcsImage",
  generation: "0123456789abcdef",
  inputsDigest: "aabbccddeeff",
  attempt: 2,
  state: "sent",
  since: 1767322800,
  attemptAt: 1767323800,
  disksDigest: "001122334455",
  systemDiskDigest: "66778899aabb",
  serverState: "running",
  jobId: "ff8080814dbd65d7014dbe0d84db0013",
};

describe("operation record", () => {
  it("is read as it was written", () => {
    assert.deepEqual(parseRecord(formatRecord(record)), record);
    const stopped: OperationRecord = { ...record, serverState: "stopped" };
    assert.deepEqual(parseRecord(formatRecord(stopped)), stopped);
    const { jobId: _, ...withoutJob } = record;
    assert.deepEqual(parseRecord(formatRecord(withoutJob)), withoutJob);
  });

  it("is read as it was written, with what a change of an OS adds to it", () => {
    const more: OperationRecord = {
      ...record,
      ...{ addressesDigest: "0a0a0a0a0a0a", triggersDigest: "0b0b0b0b0b0b", leftDiskDigest: "0c0c0c0c0c0c" },
      earlier: { attemptAt: 1767321800, jobId: undefined },
    };
    assert.deepEqual(parseRecord(formatRecord(more)), more);
  });

  it("fits into the 255 characters with two attempts of a change of an OS, and jobs of 36 characters", () => {
    const digests = { addressesDigest: "0a0a0a0a0a0a", triggersDigest: "0b0b0b0b0b0b" };
    const jobId = "ff808081-4dbd-65d7-014d-be0d84db0013";
    const first: OperationRecord = { ...record, ...digests, kind: "OsReplacement", state: "intended", jobId };
    assert.ok(formatRecord({ ...first, leftDiskDigest: "0c0c0c0c0c0c" }).length <= 255);
    const second = { ...first, attempt: 2, earlier: { attemptAt: 1767321800, jobId } };
    assert.ok(formatRecord(second).length <= 255, String(formatRecord(second).length));
  });

  it("fits into the 255 characters that a metadata value may have, with the longest of everything", () => {
    const longest = {
      ...record,
      kind: "ProtectionPlan",
      generation: newGeneration(),
      inputsDigest: digestOf({ server: "s" }),
      disksDigest: digestOf(["d"]),
      systemDiskDigest: digestOf("d"),
      attempt: 99,
      state: "intended" as const,
      // The last second that such a time can name with ten digits: in the year 2286.
      since: 9_999_999_999,
      attemptAt: 9_999_999_999,
      serverState: "running" as const,
      jobId: "a".repeat(36),
    };
    assert.deepEqual(parseRecord(formatRecord(longest)), longest);
    assert.ok(formatRecord(longest).length <= 255, `${formatRecord(longest).length} characters`);
  });

  it("has a key of the documented characters, one for each URN", () => {
    const key = recordKey("urn:pulumi:dev::p::pulumi-nodejs:dynamic/ecs:FullEcsImage::a");
    assert.match(key, /^[A-Za-z0-9_.:-]{1,255}$/);
    assert.notEqual(key, recordKey("urn:pulumi:dev::p::pulumi-nodejs:dynamic/ecs:FullEcsImage::b"));
  });

  const text = formatRecord(record);
  const unreadable = [
    ...["", "v=2 k=X g=a", "something else"],
    ...[text.replace("s=sent", "s=odd"), text.replace("v=1", "v=2"), text.replace("=running", "=asleep")],
    // Each field but the job has to be there.
    ...text.split(" ").flatMap((field) => (field.startsWith("j=") ? [] : [text.replace(field, "")])),
  ];
  for (const text of unreadable)
    it(`is not read from ${JSON.stringify(text)}`, () => {
      assert.equal(parseRecord(text), undefined);
    });

  it("has a digest that does not depend on the order of properties, nor on absent ones", () => {
    assert.equal(
      digestOf({ a: 1, b: { c: [1, 2] } }),
      digestOf({ b: { c: [1, 2] }, a: 1, d: undefined, e: null }),
    );
    assert.notEqual(digestOf({ a: [1, 2] }), digestOf({ a: [2, 1] }));
  });
});
