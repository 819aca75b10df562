import assert from "node:assert/strict";
import {
  digestOf,
  formatRecord,
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
  jobId: "ff8080814dbd65d7014dbe0d84db0013",
};

describe("operation record", () => {
  it("is read as it was written", () => {
    assert.deepEqual(parseRecord(formatRecord(record)), record);
    const { jobId: _, ...withoutJob } = record;
    assert.deepEqual(parseRecord(formatRecord(withoutJob)), withoutJob);
  });

  it("fits into the 255 characters that a metadata value may have, with the longest of everything", () => {
    const longest = {
      ...record,
      kind: "OsReplacement",
      attempt: 99,
      state: "intended" as const,
      jobId: "a".repeat(36),
    };
    assert.ok(formatRecord(longest).length <= 255, `${formatRecord(longest).length} characters`);
  });

  it("has a key of the documented characters, one for each URN", () => {
    const key = recordKey("urn:pulumi:dev::p::pulumi-nodejs:dynamic/ecs:FullEcsImage::a");
    assert.match(key, /^[A-Za-z0-9_.:-]{1,255}$/);
    assert.notEqual(key, recordKey("urn:pulumi:dev::p::pulumi-nodejs:dynamic/ecs:FullEcsImage::b"));
  });

  for (const text of ["", "v=2 k=X g=a", "something else", formatRecord(record).replace("s=sent", "s=odd")])
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
