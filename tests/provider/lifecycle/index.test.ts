import assert from "node:assert/strict";
import { Unfinished } from "../../../provider/lifecycle";
import { CloudError } from "../../../provider/ports/cloudError";
import { OperationFailure, type FailureKind } from "../../../provider/procedures/errors";
import { wait } from "../../../provider/procedures/move";
import {
  account,
  failure,
  given,
  inputs,
  settled,
  Stage,
  unknown,
  unsettled,
  urn,
  type ThingOutputs,
} from "./thing";

const id = "0123456789abcdef";
const renamed = "urn:pulumi:dev::p::pulumi-nodejs:dynamic/ecs:Thing::b";

async function errorOf(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => assert.fail("it succeeded"),
    (error: unknown) => error as Error,
  );
}

/** What was saved by an operation that ended early. */
async function unfinished(promise: Promise<unknown>): Promise<Unfinished> {
  const error = await errorOf(promise);
  assert.ok(error instanceof Unfinished, String(error));
  return error;
}

const isKind = (kind: FailureKind) => (error: unknown) =>
  error instanceof OperationFailure && error.kind === kind;

/** The calls of a definition that begin or carry out something. */
const acts = ({ calls }: Stage) =>
  calls.filter((call) => !["connect", "works", "abandon", "known"].includes(call));

describe("create", () => {
  it("gives what was made under a new ID, which the operation carries too", async () => {
    const stage = new Stage();
    const { id: made, outs } = await stage.lifecycle.create(given(inputs));
    assert.match(made, /^[0-9a-f]{16}$/);
    assert.deepEqual(outs, given(settled));
    assert.equal(stage.goals.length, 1);
    const { isInState, ...goal } = stage.goals[0]!;
    assert.deepEqual(goal, { urn, generation: made, inputs });
    assert.equal(isInState?.(made), false);
    const { id: another } = await stage.lifecycle.create(given(inputs));
    assert.notEqual(another, made);
  });

  it("knows what it replaces: the engine has shown it", async () => {
    const stage = new Stage();
    const { id, outs } = await stage.lifecycle.create(given(inputs));
    await stage.lifecycle.diff(id, outs, given({ ...inputs, server: "s-2" }));
    await stage.lifecycle.create(given({ ...inputs, server: "s-2" }));
    const { isInState } = stage.goals[1]!;
    assert.deepEqual([isInState?.(id), isInState?.("0000000000000000")], [true, false]);
  });

  it("knows nothing of properties that are null, or no inputs", async () => {
    const stage = new Stage();
    await stage.lifecycle.create(given({ ...inputs, label: null, made: null, __provider: "text" }));
    assert.deepEqual(stage.goals[0]?.inputs, inputs);
  });

  it("that ends early saves ID, outputs and one reason", async () => {
    const stage = new Stage();
    stage.creation = { fails: failure("jobFailed"), known: unsettled };
    const error = await unfinished(stage.lifecycle.create(given(inputs)));
    assert.equal(error.id, stage.goals[0]?.generation);
    assert.deepEqual(error.properties, given(unsettled));
    assert.deepEqual(error.reasons, ["jobFailed it is"]);
    assert.equal(error.message, "jobFailed it is");
  });

  it("that ends early because of a defect saves what is known as well", async () => {
    const stage = new Stage();
    stage.creation = { fails: new TypeError("a defect"), known: unsettled };
    const error = await unfinished(stage.lifecycle.create(given(inputs)));
    assert.deepEqual(error.reasons, ["a defect"]);
  });

  it("that has begun nothing is a plain error: nothing is saved", async () => {
    const stage = new Stage();
    stage.creation = { fails: failure("constraintViolated") };
    await assert.rejects(stage.lifecycle.create(given(inputs)), isKind("constraintViolated"));
  });

  it("that fails before there is an operation is a plain error: there is nothing to take back", async () => {
    const stage = new Stage();
    stage.creation = { beginFails: failure("unexpectedState"), known: unsettled };
    await assert.rejects(stage.lifecycle.create(given(inputs)), isKind("unexpectedState"));
    assert.deepEqual(stage.calls, ["connect", "create"]);
  });

  it("that ends early first takes back what was only prepared, and then says what is known", async () => {
    const stage = new Stage();
    stage.creation = { fails: failure("interrupted") };
    await assert.rejects(stage.lifecycle.create(given(inputs)), isKind("interrupted"));
    assert.deepEqual(stage.calls, ["connect", "create", "works", "abandon", "known"]);
  });

  for (const abandonFails of [
    failure("takenOver"),
    new CloudError("answerLost", "DELETE ecs /metadata", { reason: "no answer" }),
  ])
    it(`that cannot take that back says why it ended, and not that: ${abandonFails.name}`, async () => {
      const stage = new Stage();
      stage.creation = { fails: failure("interrupted"), known: unsettled, abandonFails };
      const error = await unfinished(stage.lifecycle.create(given(inputs)));
      assert.deepEqual(error.reasons, ["interrupted it is"]);
    });

  it("that succeeds takes nothing back", async () => {
    const stage = new Stage();
    await stage.lifecycle.create(given(inputs));
    assert.ok(!stage.calls.includes("abandon"));
  });

  it("without an account begins nothing", async () => {
    const stage = new Stage();
    stage.connectFails = failure("configurationInvalid");
    await assert.rejects(stage.lifecycle.create(given(inputs)), isKind("configurationInvalid"));
    assert.deepEqual(acts(stage), []);
  });

  it("shows its warnings and its last word on the resource's row", async () => {
    const stage = new Stage();
    await stage.lifecycle.create(given(inputs));
    assert.deepEqual(stage.logged, [`warning ${urn}: creating`]);
    assert.deepEqual(stage.shown, [`${urn}: complete`]);
  });

  it("does not warn once more of what its check has told", async () => {
    const stage = new Stage();
    stage.facts = ({ warn }) => {
      warn("creating");
      return {};
    };
    await stage.lifecycle.check({}, given(inputs));
    await stage.lifecycle.create(given(inputs));
    const warnings = stage.logged.filter((line) => line.endsWith(": creating"));
    assert.deepEqual(warnings, [`warning ${urn}: creating`]);
  });

  describe("takes at most the time", () => {
    for (const { reason, timeouts, seconds } of [
      { reason: "that the definition says", timeouts: {}, seconds: 60 },
      { reason: "that the user says", timeouts: { create: "1h30m" }, seconds: 5400 },
      { reason: "that is said for creation", timeouts: { update: "5s", delete: "7s" }, seconds: 60 },
    ])
      it(reason, async () => {
        const stage = new Stage();
        stage.creation = { never: true, known: unsettled };
        const begin = stage.clock.now();
        const error = await unfinished(stage.lifecycle.create(given(inputs, { timeouts })));
        assert.equal((stage.clock.now() - begin) / 1000, seconds);
        assert.match(error.message, new RegExp(`not finished after ${seconds} s`));
        assert.deepEqual(error.properties, given(unsettled, { timeouts }));
      });

    it("that becomes known only while it runs", async () => {
      const stage = new Stage();
      const begin = stage.clock.now();
      const knownAfter = 30_000;
      const seconds = () => (stage.clock.now() - begin < knownAfter ? 60 : 5400);
      stage.creation = { never: true, known: unsettled, seconds };
      const error = await unfinished(stage.lifecycle.create(given(inputs)));
      assert.equal((stage.clock.now() - begin) / 1000, 5400);
      assert.match(error.message, /not finished after 5400 s/);
    });

    it("that the user says, whatever becomes known while it runs", async () => {
      const stage = new Stage();
      stage.creation = { never: true, known: unsettled, seconds: () => 5400 };
      const begin = stage.clock.now();
      await unfinished(stage.lifecycle.create(given(inputs, { timeouts: { create: "45s" } })));
      assert.equal((stage.clock.now() - begin) / 1000, 45);
    });

    it("and begins nothing when that cannot be read", async () => {
      const stage = new Stage();
      const properties = given(inputs, { timeouts: { create: "soon" } });
      await assert.rejects(stage.lifecycle.create(properties), /"soon" is no duration/);
      assert.ok(!stage.calls.includes("works"));
    });
  });

  it("waits for its turn on the server, and its time begins then", async () => {
    const stage = new Stage();
    let end: () => void = () => undefined;
    const other = stage.queue.whenFree(
      "s-1",
      () => undefined,
      () => new Promise<void>((resolve) => (end = resolve)),
    );
    const creation = stage.lifecycle.create(given(inputs));
    await new Promise((resolve) => setImmediate(resolve));
    assert.ok(!stage.calls.includes("works"));
    assert.deepEqual(stage.shown, [`${urn}: waiting for another operation on the same server`]);
    await stage.clock.sleep(3_600_000);
    end();
    await other;
    assert.deepEqual((await creation).outs, given(settled));
  });
});

describe("the turn of an operation", () => {
  /** Begins something else with this turn, and gives what ends it. */
  function busy(stage: Stage, turn: string): () => Promise<void> {
    let end: () => void = () => undefined;
    const other = stage.queue.whenFree(
      turn,
      () => undefined,
      () => new Promise<void>((resolve) => (end = resolve)),
    );
    return () => {
      end();
      return other;
    };
  }

  it("is what the operation says, and not the server", async () => {
    const stage = new Stage();
    stage.deletion = { turn: "vault v-1" };
    const endServer = busy(stage, "s-1");
    await stage.lifecycle.delete(id, given(settled));
    assert.deepEqual(stage.shown, [`${urn}: complete`]);
    await endServer();
  });

  for (const [verb, run] of Object.entries({
    create: (stage: Stage) => stage.lifecycle.create(given(inputs)),
    update: (stage: Stage) => stage.lifecycle.update(id, given(settled), given({ ...inputs, label: "x" })),
    "update of what is unsettled": (stage: Stage) =>
      stage.lifecycle.update(id, given(unsettled), given(inputs)),
    delete: (stage: Stage) => stage.lifecycle.delete(id, given(settled)),
  }))
    it(`is waited for: ${verb}`, async () => {
      const stage = new Stage();
      stage.creation = stage.change = stage.deletion = { turn: "vault v-1" };
      const endOther = busy(stage, "vault v-1");
      const operation = run(stage);
      await new Promise((resolve) => setImmediate(resolve));
      assert.ok(!stage.calls.includes("works"));
      assert.deepEqual(stage.shown, [`${urn}: waiting for another operation on the same server`]);
      await endOther();
      await operation;
      assert.ok(stage.calls.includes("works"));
    });
});

describe("progress", () => {
  const shownWhile = async (waitsFor: NonNullable<Stage["creation"]["waitsFor"]>, emulated = false) => {
    const stage = new Stage();
    stage.emulated = emulated;
    stage.creation = { waitsFor };
    await stage.lifecycle.create(given(inputs));
    return stage.shown;
  };

  for (const { reason, waitsFor, expected } of [
    { reason: "that nobody knows is left out", waitsFor: wait("the backup", 5), expected: "the backup" },
    {
      reason: "of the cloud stands first, with its source",
      waitsFor: wait("the backup", 5, { fraction: 0.42, source: "backup task" }),
      expected: "42% the backup (backup task)",
    },
    {
      reason: "that is only estimated says so",
      waitsFor: wait("the backup", 5, { fraction: 0.42, source: "estimate" }),
      expected: "~42% the backup (estimated)",
    },
    {
      reason: "is complete only at the end",
      waitsFor: wait("the backup", 5, { fraction: 0.999, source: "backup task" }),
      expected: "99% the backup (backup task)",
    },
  ] as const)
    it(reason, async () => {
      assert.deepEqual(await shownWhile(waitsFor), [`${urn}: ${expected}`, `${urn}: complete`]);
    });

  it("on an emulated cloud says so every time", async () => {
    const waitsFor = wait("the backup", 5, { fraction: 0.42, source: "backup task" });
    assert.deepEqual(await shownWhile(waitsFor, true), [
      `${urn}: 42% the backup (backup task) (emulated cloud)`,
      `${urn}: complete (emulated cloud)`,
    ]);
  });
});

describe("the profile that is connected to", () => {
  const mine = { profile: "mine" };

  for (const [verb, run] of Object.entries({
    create: (stage: Stage) => stage.lifecycle.create(given({ ...inputs, ...mine })),
    update: (stage: Stage) => stage.lifecycle.update(id, given(settled), given({ ...inputs, ...mine })),
    "update of what is unsettled": (stage: Stage) =>
      stage.lifecycle.update(id, given({ ...unsettled, profile: "old" }), given({ ...inputs, ...mine })),
    read: (stage: Stage) => stage.lifecycle.read(id, given({ ...settled, ...mine })),
    delete: (stage: Stage) => stage.lifecycle.delete(id, given({ ...settled, ...mine })),
    "delete of what is unsettled": (stage: Stage) =>
      stage.lifecycle.delete(id, given({ ...unsettled, ...mine })),
  }))
    it(`is the one that the resource names: ${verb}`, async () => {
      const stage = new Stage();
      await run(stage);
      assert.deepEqual(stage.profiles, ["mine"]);
    });

  for (const [verb, run] of Object.entries({
    create: (stage: Stage) => stage.lifecycle.create(given({ ...inputs, profile: null })),
    "update, after it was taken out": (stage: Stage) =>
      stage.lifecycle.update(id, given({ ...settled, ...mine }), given(inputs)),
    "update of what is unsettled, after it was taken out": (stage: Stage) =>
      stage.lifecycle.update(id, given({ ...unsettled, ...mine }), given(inputs)),
    read: (stage: Stage) => stage.lifecycle.read(id, given(settled)),
    delete: (stage: Stage) => stage.lifecycle.delete(id, given(settled)),
  }))
    it(`is the stack's own where the resource names none: ${verb}`, async () => {
      const stage = new Stage();
      await run(stage);
      assert.deepEqual(stage.profiles, [undefined]);
    });
});

describe("read", () => {
  const found = { outputs: { ...settled, label: "drifted" }, inputs: { ...inputs, label: "drifted" } };

  it("gives what is there, with the inputs that would describe it", async () => {
    const stage = new Stage();
    stage.found = found;
    assert.deepEqual(await stage.lifecycle.read(id, given(settled)), {
      ...{ id, props: given(found.outputs), inputs: given(found.inputs) },
    });
  });

  it("gives nothing for what is gone", async () => {
    assert.deepEqual(await new Stage().lifecycle.read(id, given(settled)), {});
  });

  it("leaves the state alone when it fails", async () => {
    const stage = new Stage();
    stage.found = failure("unexpectedState");
    await assert.rejects(stage.lifecycle.read(id, given(settled)), isKind("unexpectedState"));
  });
});

describe("update", () => {
  it("changes in place what is settled", async () => {
    const stage = new Stage();
    const { outs } = await stage.lifecycle.update(id, given(settled), given({ ...inputs, label: "x" }));
    assert.deepEqual(outs, given({ ...settled, label: "x" }));
    assert.deepEqual(acts(stage), ["update"]);
    assert.deepEqual(stage.goals, [{ urn, generation: id, inputs: { ...inputs, label: "x" } }]);
  });

  it("of what is settled takes the time that is said for updates", async () => {
    const stage = new Stage();
    stage.change = { never: true };
    const begin = stage.clock.now();
    const news = given({ ...inputs, label: "x" }, { timeouts: { create: "1h", update: "90s" } });
    await assert.rejects(stage.lifecycle.update(id, given(settled), news), isKind("deadlineReached"));
    assert.equal(stage.clock.now() - begin, 90_000);
  });

  describe("of what is unsettled", () => {
    it("goes on with the creation, under the same ID", async () => {
      const stage = new Stage();
      const { outs } = await stage.lifecycle.update(id, given(unsettled), given(inputs));
      assert.deepEqual(acts(stage), ["create goes on"]);
      assert.deepEqual(outs, given(settled));
      assert.equal(stage.goals[0]?.generation, id);
    });

    it("has the time of a creation", async () => {
      const stage = new Stage();
      stage.creation = { never: true, known: unsettled };
      const begin = stage.clock.now();
      const news = given(inputs, { timeouts: { create: "5m", update: "90s" } });
      await unfinished(stage.lifecycle.update(id, given(unsettled), news));
      assert.equal(stage.clock.now() - begin, 300_000);
    });

    it("goes on with the creation when an input only says in other words what is there", async () => {
      const stage = new Stage();
      await stage.lifecycle.update(id, given(unsettled), given({ ...inputs, model: id }));
      assert.deepEqual(acts(stage), ["create goes on"]);
    });

    it("goes on with the creation when only what is changed in place has changed", async () => {
      const stage = new Stage();
      await stage.lifecycle.update(id, given(unsettled), given({ ...inputs, label: "x" }));
      assert.deepEqual(acts(stage), ["create goes on"]);
      assert.equal(stage.goals[0]?.inputs.label, "x");
    });

    it("that ends early again saves what is known now", async () => {
      const stage = new Stage();
      stage.creation = { fails: failure("deadlineReached"), known: { ...unsettled, made: "half" } };
      const error = await unfinished(stage.lifecycle.update(id, given(unsettled), given(inputs)));
      assert.equal(error.id, id);
      assert.deepEqual(error.properties, given({ ...unsettled, made: "half" }));
    });
  });

  describe("of what is unsettled, with an input changed that replaces", () => {
    const changed = { ...inputs, server: "s-2", size: { gb: 11 } };

    it("follows the earlier operation to its end, and then says that the change was not carried out", async () => {
      const stage = new Stage();
      const error = await unfinished(stage.lifecycle.update(id, given(unsettled), given(changed)));
      assert.deepEqual(acts(stage), ["follow"]);
      assert.deepEqual(stage.goals[0]?.inputs, inputs, "with the inputs that it began with");
      assert.ok(isKind("unsettledChange")(error.cause));
      assert.match(error.message, /change of server, size has not been carried out: run "pulumi up" again/);
      assert.equal(error.id, id);
      const { properties } = error;
      assert.deepEqual(
        [properties["server"], properties["made"], properties["settled"]],
        ["s-1", "followed", true],
      );
    });

    it("creates afresh under the same ID where nothing came of it", async () => {
      const stage = new Stage();
      stage.following = { nothingCameOfIt: true };
      const { outs } = await stage.lifecycle.update(id, given(unsettled), given(changed));
      assert.deepEqual(acts(stage), ["follow", "create"]);
      assert.deepEqual(stage.goals[1], { urn, generation: id, inputs: changed });
      assert.deepEqual(outs, given({ ...settled, ...changed }));
    });

    it("saves what is known when the following ends early", async () => {
      const stage = new Stage();
      stage.following = { fails: failure("deadlineReached"), known: { ...unsettled, made: "half" } };
      const error = await unfinished(stage.lifecycle.update(id, given(unsettled), given(changed)));
      assert.deepEqual(acts(stage), ["follow"]);
      assert.deepEqual(error.properties, given({ ...unsettled, made: "half" }));
    });
  });
});

describe("delete", () => {
  it("removes what was made, by its ID", async () => {
    const stage = new Stage();
    await stage.lifecycle.delete(id, given(settled));
    assert.deepEqual(acts(stage), [`delete created ${id}`]);
  });

  it("takes the time that is said for deletions", async () => {
    const stage = new Stage();
    stage.deletion = { never: true };
    const begin = stage.clock.now();
    const props = given(settled, { timeouts: { create: "1h", delete: "90s" } });
    await assert.rejects(stage.lifecycle.delete(id, props), isKind("deadlineReached"));
    assert.equal(stage.clock.now() - begin, 90_000);
  });

  describe("of what is unsettled", () => {
    it("first follows the operation to its end, and deletes what it made", async () => {
      const stage = new Stage();
      await stage.lifecycle.delete(id, given(unsettled));
      assert.deepEqual(acts(stage), ["follow", `delete followed ${id}`]);
    });

    it("deletes what is known where nothing came of it", async () => {
      const stage = new Stage();
      stage.following = { nothingCameOfIt: true };
      await stage.lifecycle.delete(id, given(unsettled));
      assert.deepEqual(acts(stage), ["follow", `delete created ${id}`]);
    });

    for (const kind of ["jobFailed", "unexpectedState", "constraintViolated"] as const)
      it(`deletes what is left after an operation that ended badly: ${kind}`, async () => {
        const stage = new Stage();
        const left: ThingOutputs = { ...unsettled, made: "remains" };
        stage.following = { fails: failure(kind), known: left };
        await stage.lifecycle.delete(id, given(unsettled));
        assert.deepEqual(acts(stage), ["follow", `delete remains ${id}`]);
      });

    for (const kind of ["deadlineReached", "interrupted", "takenOver", "recordUnreadable"] as const)
      it(`deletes nothing while the operation may still make something: ${kind}`, async () => {
        const stage = new Stage();
        stage.following = { fails: failure(kind), known: unsettled };
        const error = await errorOf(stage.lifecycle.delete(id, given(unsettled)));
        assert.equal(error.message, `${kind} it is`);
        assert.deepEqual(acts(stage), ["follow"]);
      });
  });
});

describe("another account", () => {
  const others = [
    { ...account, cloud: "another" },
    { ...account, region: "there" },
    { ...account, projectId: "p-2" },
  ];
  const verbs = {
    read: (stage: Stage) => stage.lifecycle.read(id, given(settled)),
    update: (stage: Stage) => stage.lifecycle.update(id, given(settled), given(inputs)),
    "update of what is unsettled": (stage: Stage) =>
      stage.lifecycle.update(id, given(unsettled), given(inputs)),
    delete: (stage: Stage) => stage.lifecycle.delete(id, given(settled)),
  };
  for (const [verb, run] of Object.entries(verbs))
    it(`is refused, and nothing is looked at: ${verb}`, async () => {
      for (const identity of others) {
        const stage = new Stage();
        stage.identity = identity;
        const error = await errorOf(run(stage));
        assert.ok(isKind("wrongAccount")(error), String(error));
        assert.match(error.message, /made in madeUp, here, project p-1, and the profile now leads to /);
        assert.match(
          error.message,
          new RegExp(`${identity.cloud}, ${identity.region}, project ${identity.projectId}`),
        );
        assert.deepEqual(acts(stage), []);
      }
    });

  it("may have another name, as long as it is the same", async () => {
    const stage = new Stage();
    stage.identity = { ...account };
    await stage.lifecycle.delete(id, given(settled));
  });
});

describe("a state that somebody has edited", () => {
  for (const verb of ["read", "delete"] as const)
    it(`is refused with what cannot be read in it, and nothing is begun: ${verb}`, async () => {
      const stage = new Stage();
      const edited = given({ ...settled, size: { gb: "ten" } });
      const error = await errorOf(stage.lifecycle[verb](id, edited));
      assert.ok(isKind("unexpectedState")(error), String(error));
      assert.match(error.message, /Pulumi's state.*size\.gb: .*expected number.*pulumi state edit/);
      assert.deepEqual(acts(stage), []);
    });

  it("is refused without what the sdk adds: every method says so, and none throws beside its promise", async () => {
    const { lifecycle } = new Stage();
    for (const refused of [
      lifecycle.check({}, { ...inputs }),
      lifecycle.diff(id, given(settled), { ...inputs }),
      lifecycle.create({ ...inputs }),
      lifecycle.read(id, { ...settled }),
      lifecycle.update(id, given(settled), { ...inputs }),
      lifecycle.delete(id, { ...settled }),
    ])
      assert.ok(isKind("configurationInvalid")(await errorOf(refused)));
  });
});

describe("after a rename", () => {
  const news = given({ ...inputs, label: "x" }, { urn: renamed });

  it("marks still derive from the URN of the creation, and it stays in the outputs", async () => {
    for (const olds of [settled, unsettled]) {
      const stage = new Stage();
      const { outs } = await stage.lifecycle.update(id, given(olds), news);
      assert.equal(stage.goals[0]?.urn, urn);
      assert.equal((outs["__lifecycle"] as { urn: string }).urn, urn);
    }
  });

  it("the URN of the creation is saved by an operation that ends early, too", async () => {
    const stage = new Stage();
    stage.creation = { fails: failure("jobFailed"), known: unsettled };
    const error = await unfinished(stage.lifecycle.update(id, given(unsettled), news));
    assert.equal((error.properties["__lifecycle"] as { urn: string }).urn, urn);
  });

  it("progress and warnings are shown at the present one", async () => {
    const stage = new Stage();
    await stage.lifecycle.update(id, given(unsettled), news);
    assert.deepEqual(stage.logged, [`warning ${renamed}: creating`]);
    assert.deepEqual(stage.shown, [`${renamed}: complete`]);
  });

  it("the time-outs are the present ones", async () => {
    const stage = new Stage();
    const timeouts = { create: "2h" };
    const { outs } = await stage.lifecycle.update(id, given(settled), given(inputs, { timeouts }));
    assert.deepEqual(outs["__lifecycle"], { urn, timeouts });
  });
});

/**
 * As the engine keeps it: when a creation ends early, or an update whose stored inputs are those of now, its inputs
 * equal the program's although the outputs do not. Left to itself the engine would then see no difference.
 */
describe("an operation that an earlier run began with other inputs", () => {
  const now = { ...inputs, server: "s-2" };
  const followed: ThingOutputs = { ...settled, made: "followed" };

  const runs = {
    create: async (stage: Stage) => unfinished(stage.lifecycle.create(given(now))),
    update: async (stage: Stage) =>
      unfinished(stage.lifecycle.update(id, given({ ...unsettled, ...now }), given(now))),
  };
  for (const [verb, run] of Object.entries(runs))
    it(`and that ${verb} has followed to its end is replaced by the next "up"`, async () => {
      const stage = new Stage();
      stage.creation = { fails: failure("unsettledChange"), known: followed };
      const { properties } = await run(stage);
      assert.equal(properties["server"], "s-1");
      assert.deepEqual(await stage.lifecycle.diff(id, properties, given(now)), {
        changes: true,
        replaces: ["server"],
      });
    });

  it("is kept where the inputs are set back to what it was made with", async () => {
    const stage = new Stage();
    stage.creation = { fails: failure("unsettledChange"), known: followed };
    const { properties } = await runs.create(stage);
    assert.deepEqual(await stage.lifecycle.diff(id, properties, given(inputs)), { changes: false });
  });

  it("replaces nothing because of a value that is not known yet", async () => {
    const stage = new Stage();
    stage.creation = { fails: failure("unsettledChange"), known: followed };
    const { properties } = await runs.create(stage);
    const answer = await stage.lifecycle.diff(id, properties, given({ ...inputs, server: unknown }));
    assert.deepEqual(answer.replaces, []);
  });

  it("is an ordinary one again after a refresh", async () => {
    const stage = new Stage();
    stage.creation = { fails: failure("unsettledChange"), known: followed };
    const { properties } = await runs.create(stage);
    stage.found = { outputs: followed, inputs };
    const { props } = await stage.lifecycle.read(id, properties);
    assert.deepEqual(await stage.lifecycle.diff(id, props ?? {}, given(now)), { replaces: ["server"] });
  });
});

describe("the secrets of a resource", () => {
  const [before, now] = [
    { ...unsettled, password: "hunter1" },
    { ...inputs, password: "hunter2" },
  ];
  const kept = async (act: (stage: Stage) => Promise<unknown>): Promise<string[]> => {
    const stage = new Stage();
    await act(stage).catch(() => undefined);
    return [...stage.secrets];
  };
  it("are kept by the cloud from the start, whatever is done", async () => {
    const old = given(before);
    assert.deepEqual(await kept(({ lifecycle }) => lifecycle.create(given(now))), ["hunter2"]);
    assert.deepEqual(await kept(({ lifecycle }) => lifecycle.read(id, old)), ["hunter1"]);
    assert.deepEqual(await kept(({ lifecycle }) => lifecycle.delete(id, old)), ["hunter1"]);
  });
  it("are those of before as well: what an interrupted run has sent may be quoted now", async () => {
    const update = ({ lifecycle }: Stage) => lifecycle.update(id, given(before), given(now));
    assert.deepEqual(await kept(update), ["hunter1", "hunter2"]);
  });
  it("are none where none is given", async () => {
    assert.deepEqual(
      await kept(({ lifecycle }) => lifecycle.create(given({ ...inputs, password: null }))),
      [],
    );
  });
});
