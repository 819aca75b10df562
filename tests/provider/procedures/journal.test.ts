import assert from "node:assert/strict";
import { CloudError } from "../../../provider/ports/cloudError";
import type { Server } from "../../../provider/ports/servers";
import { OperationFailure } from "../../../provider/procedures/errors";
import { Journal } from "../../../provider/procedures/journal";
import {
  formatRecord,
  parseRecord,
  recordKey,
  type OperationRecord,
} from "../../../provider/procedures/operationRecord";

const urn = "urn:pulumi:dev::p::pulumi-nodejs:dynamic/ecs:FullEcsImage::web-01";
const key = recordKey(urn);
const begin = 1_767_322_800;
const generation = "0123456789abcdef";
const another = "fedcba9876543210";

/** What an intention says about the operation and its server. */
const intended = {
  inputsDigest: "aabbccddeeff",
  disksDigest: "001122334455",
  systemDiskDigest: "66778899aabb",
  serverState: "running",
} as const;

const foreign: OperationRecord = {
  ...{ kind: "FullEcsImage", generation: another, attempt: 1, state: "sent" },
  ...{ since: begin - 60, attemptAt: begin - 60, ...intended },
};

/** Servers whose metadata can be read and written, in a time that stands still until it is moved. */
function scene(
  records: Record<string, string> = {},
  others: Record<string, string> = {},
  keepsHistory = false,
) {
  const state = {
    ...{ now: begin * 1000, lookTakes: 0, writeTakes: 0, listed: 0 },
    failure: undefined as CloudError | undefined,
  };
  const metadata = new Map<string, Map<string, string>>([
    ["server-1", new Map(Object.entries(records))],
    ["server-2", new Map(Object.entries(others))],
  ]);
  const passedOver: OperationRecord[] = [];
  const serverOf = (id: string): Server => ({
    ...{ id, name: id, state: "running", stateText: "ACTIVE", task: undefined, frozen: false },
    ...{ osFamily: undefined, availabilityZone: undefined, diskIds: [], systemDiskId: undefined },
    ...{ imageId: undefined, memoryMb: undefined, keyName: undefined, locked: false, addresses: [] },
    createdAt: undefined,
    records: Object.fromEntries(metadata.get(id) ?? []),
  });
  const journal = new Journal(
    {
      clock: {
        now: () => state.now,
        sleep: async (milliseconds) => {
          state.now += milliseconds;
        },
      },
      now: () => Math.floor(state.now / 1000),
      servers: {
        get: async (id) => {
          state.now += state.lookTakes;
          return metadata.has(id) ? serverOf(id) : undefined;
        },
        list: async () => {
          state.listed++;
          return [...metadata.keys()].map(serverOf);
        },
      },
      records: {
        write: async (id, k, text) => {
          state.now += state.writeTakes;
          if (state.failure?.kind !== "throttled") metadata.get(id)?.set(k, text);
          if (state.failure) throw state.failure;
        },
        remove: async (id, k) => {
          metadata.get(id)?.delete(k);
        },
      },
    },
    { urn, generation, kind: "FullEcsImage", serverId: "server-1", keepsHistory },
    (record) => passedOver.push(record),
  );
  return {
    ...{ journal, state, passedOver, metadata },
    written: () => parseRecord(metadata.get("server-1")?.get(key) ?? ""),
    later: (seconds: number) => {
      state.now += seconds * 1000;
    },
  };
}

const isTakenOver = (error: unknown): boolean =>
  error instanceof OperationFailure && error.kind === "takenOver";

describe("the journal of an operation", () => {
  it("confirms an intention only when it has stood for longer than any other run needs", async () => {
    const { journal, later } = scene();
    await journal.look();
    await journal.intend(intended, begin);
    await journal.look();
    assert.equal(journal.view().intention, "unconfirmed");
    later(11);
    await journal.look();
    assert.equal(journal.view().intention, "unconfirmed");
    later(1);
    await journal.look();
    assert.equal(journal.view().intention, "confirmed");
  });

  it("writes down all that another run needs to judge by", async () => {
    const { journal, written } = scene();
    await journal.look();
    await journal.intend({ ...intended, serverState: "stopped" }, begin - 5);
    assert.deepEqual(written(), {
      ...{ kind: "FullEcsImage", generation, attempt: 1, state: "intended" },
      ...{ since: begin - 5, attemptAt: begin },
      ...{ inputsDigest: "aabbccddeeff", disksDigest: "001122334455" },
      ...{ systemDiskDigest: "66778899aabb", serverState: "stopped" },
    });
  });

  it("sees that another run wrote over it", async () => {
    const { journal, later, metadata } = scene();
    await journal.look();
    await journal.intend(intended, begin);
    metadata.get("server-1")?.set(key, formatRecord(foreign));
    later(12);
    await journal.look();
    assert.equal(journal.view().record?.generation, another);
    await assert.rejects(journal.confirmStillOurs(), isTakenOver);
  });

  it("does not trust an intention that was written too late: it may have overwritten another's", async () => {
    const { journal, state, later } = scene();
    await journal.look();
    state.writeTakes = 5_001;
    await journal.intend(intended, begin);
    later(60);
    await journal.look();
    const { intention, nothingSent } = journal.view();
    assert.deepEqual([intention, nothingSent], ["none", false]);
  });

  it("looks once more before it writes, where its turn to write came late", async () => {
    const { journal, later } = scene();
    await journal.look();
    later(60);
    await journal.intend(intended, begin);
    later(12);
    await journal.look();
    assert.equal(journal.view().intention, "confirmed");
  });

  it("writes nothing while a look takes too long, and does not count that as something sent", async () => {
    const { journal, state, later, written } = scene();
    await journal.look();
    later(60);
    state.lookTakes = 2_600;
    await journal.intend(intended, begin);
    assert.deepEqual([written(), journal.hasBegun], [undefined, false]);
    state.lookTakes = 2_400;
    await journal.intend(intended, begin);
    later(12);
    await journal.look();
    assert.equal(journal.view().intention, "confirmed");
  });

  it("writes no intention over what has appeared since its last look", async () => {
    const { journal, later, metadata, written } = scene();
    await journal.look();
    later(60);
    metadata.get("server-1")?.set(key, formatRecord(foreign));
    await journal.intend(intended, begin);
    assert.deepEqual(written(), foreign);
    assert.deepEqual([journal.view().intention, journal.hasBegun], ["none", false]);
  });

  it("knows that nothing was sent until the intention is spent, and again after a refusal", async () => {
    const { journal } = scene();
    await journal.look();
    await journal.intend(intended, begin);
    assert.equal(journal.nothingSent, true);
    journal.spendIntention();
    assert.equal(journal.nothingSent, false);
    journal.noteRefusal();
    assert.equal(journal.nothingSent, true);
  });

  it("never takes an intention that it found for unsent", async () => {
    const own = formatRecord({ ...foreign, generation, state: "intended" });
    const { journal } = scene({ [key]: own });
    await journal.look();
    assert.equal(journal.nothingSent, false);
    await journal.intend(intended, begin);
    assert.equal(journal.nothingSent, false);
    journal.spendIntention();
    journal.noteRefusal();
    assert.equal(journal.nothingSent, false);
  });

  describe("takes an intention back that was not spent", () => {
    const own: OperationRecord = { ...foreign, generation, state: "intended" };

    it("and leaves nothing where nothing was ever sent", async () => {
      const { journal, written } = scene();
      await journal.look();
      await journal.intend(intended, begin);
      await journal.takeBack();
      assert.equal(written(), undefined);
    });

    it("and leaves the record that it found, so that its silence counts from the same time on", async () => {
      const { journal, written } = scene({ [key]: formatRecord(own) });
      await journal.look();
      await journal.intend(intended, begin);
      assert.equal(written()?.attempt, 2);
      await journal.takeBack();
      assert.deepEqual(written(), own);
    });

    it("but not once it is spent: it may have been sent", async () => {
      const { journal, written } = scene({ [key]: formatRecord(own) });
      await journal.look();
      await journal.intend(intended, begin);
      journal.spendIntention();
      await journal.takeBack();
      assert.equal(written()?.attempt, 2);
    });

    it("but leaves what another run has written since", async () => {
      const { journal, metadata, written, later } = scene({ [key]: formatRecord(own) });
      await journal.look();
      await journal.intend(intended, begin);
      metadata.get("server-1")?.set(key, formatRecord(foreign));
      later(12);
      await journal.takeBack();
      assert.deepEqual(written(), foreign);
    });
  });

  it("remembers what may have been written, and not what surely was not", async () => {
    const lost = scene();
    await lost.journal.look();
    lost.state.failure = new CloudError("answerLost", "POST ecs", { reason: "reset" });
    await assert.rejects(lost.journal.intend(intended, begin), CloudError);
    assert.equal(lost.journal.hasBegun, true);

    const throttled = scene();
    await throttled.journal.look();
    throttled.state.failure = new CloudError("throttled", "POST ecs", { reason: "too many calls" });
    await assert.rejects(throttled.journal.intend(intended, begin), CloudError);
    assert.equal(throttled.journal.hasBegun, false);
  });

  it("counts attempts, and keeps the time of the first", async () => {
    const own = formatRecord({ ...foreign, generation, state: "intended" });
    const { journal, written } = scene({ [key]: own });
    await journal.look();
    await journal.intend(intended, begin);
    assert.deepEqual([written()?.attempt, written()?.since, written()?.attemptAt], [2, begin - 60, begin]);
  });

  it("takes a record over only when it has been seen for a while, and keeps what it says", async () => {
    const { journal, later, written } = scene({ [key]: formatRecord(foreign) });
    await journal.look();
    assert.ok(journal.view().takeOverInSeconds > 0);
    later(12);
    await journal.look();
    assert.equal(journal.view().takeOverInSeconds, 0);
    await journal.takeOver();
    assert.deepEqual(written(), { ...foreign, generation });
  });

  it("removes its own record, and never another run's", async () => {
    const own = scene({ [key]: formatRecord({ ...foreign, generation }) });
    await own.journal.forget();
    assert.equal(own.written(), undefined);

    const others = scene({ [key]: formatRecord(foreign) });
    await assert.rejects(others.journal.forget(), isTakenOver);
    assert.deepEqual(others.written(), foreign);
    assert.equal(others.journal.isAnothers, true, "what was begun is not ours to remember any more");
  });

  it("tells of an ended operation before it writes over its record", async () => {
    const settled: OperationRecord = { ...foreign, state: "settled" };
    const { journal, passedOver } = scene({ [key]: formatRecord(settled) });
    await journal.look();
    await journal.intend(intended, begin);
    assert.deepEqual(passedOver, [settled]);
  });

  it("turns to an interrupted operation of its own on another server, and back when that has ended", async () => {
    const { journal, later, metadata } = scene({}, { [key]: formatRecord(foreign) });
    await journal.look();
    await journal.intend(intended, begin);
    later(12);
    await journal.look();
    await journal.lookElsewhere();
    assert.equal(journal.view().interruptedElsewhere, true);
    await journal.goElsewhere();
    assert.deepEqual([journal.at, metadata.get("server-1")?.has(key)], ["server-2", false]);
    metadata.get("server-2")?.set(key, formatRecord({ ...foreign, state: "settled" }));
    await journal.look();
    assert.equal(journal.at, "server-1");
  });

  describe("looks through all servers for an interrupted operation of its own", () => {
    /** A journal whose intention is confirmed. */
    async function confirmed(others: Record<string, string>, records: Record<string, string> = {}) {
      const all = scene(records, others);
      await all.journal.look();
      await all.journal.intend(intended, begin);
      all.later(12);
      await all.journal.look();
      return all;
    }

    it("with one call, and once only", async () => {
      const { journal, state } = await confirmed({});
      await journal.lookElsewhere();
      await journal.lookElsewhere();
      assert.equal(state.listed, 1);
      assert.equal(journal.view().interruptedElsewhere, false);
    });

    it("only when its own intention is confirmed: what was written before shows by then", async () => {
      const { journal, state, later } = scene({}, { [key]: formatRecord(foreign) });
      await journal.look();
      await journal.lookElsewhere();
      await journal.intend(intended, begin);
      await journal.lookElsewhere();
      assert.deepEqual([state.listed, journal.view().interruptedElsewhere], [0, false]);
      later(12);
      await journal.look();
      await journal.lookElsewhere();
      assert.deepEqual([state.listed, journal.view().interruptedElsewhere], [1, true]);
    });

    it("and takes neither other resources' records nor its own server's for one", async () => {
      const { journal } = await confirmed({ "ecs-lifecycle.a": formatRecord(foreign), unrelated: "x" });
      await journal.lookElsewhere();
      assert.equal(journal.view().interruptedElsewhere, false);
    });

    for (const { reason, record } of [
      { reason: "that has ended", record: { ...foreign, state: "settled" } },
      { reason: "that has failed", record: { ...foreign, state: "failed" } },
      { reason: "that is older than a day", record: { ...foreign, since: begin - 25 * 3600 } },
    ] as { reason: string; record: OperationRecord }[])
      it(`and only tells of one ${reason}`, async () => {
        const { journal, passedOver } = await confirmed({ [key]: formatRecord(record) });
        await journal.lookElsewhere();
        assert.equal(journal.view().interruptedElsewhere, false);
        assert.deepEqual(passedOver, [record]);
      });

    it("and removes the record of one that has failed, and no other: nothing else ever would", async () => {
      for (const state of ["failed", "settled"] as const) {
        const { journal, metadata } = await confirmed({ [key]: formatRecord({ ...foreign, state }) });
        await journal.lookElsewhere();
        assert.equal(metadata.get("server-2")?.has(key), state === "settled", state);
      }
    });

    it("and stops at one that it cannot read", async () => {
      const { journal } = await confirmed({ [key]: "v=2 something newer" });
      await assert.rejects(
        journal.lookElsewhere(),
        (error: OperationFailure) => error.kind === "recordUnreadable",
      );
    });
  });

  it("names other resources' unsettled operations on the server, unreadable ones among them", async () => {
    const { journal } = scene({
      "ecs-lifecycle.a": formatRecord(foreign),
      "ecs-lifecycle.b": "v=2 something newer",
      "ecs-lifecycle.c": formatRecord({ ...foreign, state: "settled" }),
      "ecs-lifecycle.d": formatRecord({ ...foreign, since: begin - 25 * 3600 }),
      unrelated: "x",
    });
    await journal.look();
    assert.deepEqual(
      journal.view().rivals.map((rival) => rival.key),
      ["ecs-lifecycle.a", "ecs-lifecycle.b"],
    );
  });

  it("stops at an own record that it cannot read: whether an operation goes on is not known", async () => {
    const { journal } = scene({ [key]: "v=2 something newer" });
    await assert.rejects(
      journal.look(),
      (error: OperationFailure) => error.kind === "recordUnreadable" && error.message.includes(key),
    );
  });
});

describe("a journal that keeps what was before", () => {
  const ended: OperationRecord = { ...foreign, state: "settled", triggersDigest: "0a0a0a0a0a0a" };
  const text = (one: OperationRecord) => ({ [key]: formatRecord(one) });

  for (const before of [ended, { ...foreign, state: "failed" as const }])
    it(`puts the record back where an intention comes to nothing: ${before.state}`, async () => {
      const { journal, metadata } = scene(text(before), {}, true);
      await journal.look();
      await journal.intend(intended, begin);
      await journal.takeBack();
      assert.deepEqual(parseRecord(metadata.get("server-1")?.get(key) ?? ""), before);
      assert.equal(journal.hasBegun, false);
      assert.equal(journal.view().wroteRecord, false, "what was put back is not taken for a takeover");
    });

  it("removes the intention where there was nothing before", async () => {
    const { journal, metadata } = scene({}, {}, true);
    await journal.look();
    await journal.intend(intended, begin);
    await journal.takeBack();
    assert.equal(metadata.get("server-1")?.get(key), undefined);
  });

  it("notes what is there already as an operation that has ended", async () => {
    const { journal, metadata } = scene(text(ended), {}, true);
    await journal.look();
    await journal.noteAsItIs({ ...intended, triggersDigest: "0b0b0b0b0b0b" });
    const noted = parseRecord(metadata.get("server-1")?.get(key) ?? "");
    assert.deepEqual(
      [noted?.generation, noted?.state, noted?.triggersDigest],
      [generation, "settled", "0b0b0b0b0b0b"],
    );
  });

  it("writes a record anew that was lost after its submission", async () => {
    const { journal, metadata, state } = scene({}, {}, true);
    await journal.look();
    await journal.intend(intended, begin);
    journal.spendIntention();
    metadata.get("server-1")?.clear();
    state.now += 60_000;
    await journal.look();
    assert.equal(journal.view().hasVanished, true);
    assert.equal(journal.view().submitted?.generation, generation);
    await journal.note({ state: "settled", jobId: "job-1" });
    assert.equal(parseRecord(metadata.get("server-1")?.get(key) ?? "")?.state, "settled");
  });

  it("writes a record anew that was lost while this run goes on with what an earlier one has submitted", async () => {
    const sent = { ...foreign, generation };
    const { journal, metadata, state, written } = scene(text(sent), {}, true);
    await journal.look();
    metadata.get("server-1")?.clear();
    state.now += 60_000;
    await journal.look();
    assert.deepEqual([journal.view().hasVanished, journal.view().submitted], [true, sent]);
    await journal.note({ state: "settled" });
    assert.equal(written()?.state, "settled");
  });

  it("goes on knowing another run's record that vanishes while it is followed, and takes it over", async () => {
    const { journal, metadata, state } = scene(text(foreign), {}, true);
    await journal.look();
    assert.equal(journal.view().vanishedForeign, undefined);
    metadata.get("server-1")?.clear();
    state.now += 30_000;
    await journal.look();
    assert.deepEqual(journal.view().vanishedForeign, { record: foreign, at: begin + 30 });
    await journal.takeOver();
    assert.deepEqual(parseRecord(metadata.get("server-1")?.get(key) ?? ""), { ...foreign, generation });
  });

  it("knows of no such record once that run has ended its operation", async () => {
    const { journal, metadata, state } = scene(text(foreign), {}, true);
    await journal.look();
    metadata.get("server-1")?.set(key, formatRecord({ ...foreign, state: "settled" }));
    await journal.look();
    metadata.get("server-1")?.clear();
    state.now += 30_000;
    await journal.look();
    assert.equal(journal.view().vanishedForeign, undefined);
  });
});
