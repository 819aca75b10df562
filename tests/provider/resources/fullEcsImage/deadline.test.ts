import assert from "node:assert/strict";
import { createOperation } from "../../../../provider/resources/fullEcsImage/createOperation";
import { defaultTimeoutMilliseconds } from "../../../../provider/resources/fullEcsImage/deadline";
import { carryOut, errorOf } from "./carryOut";
import { goal } from "./samples";
import { ScriptedCloud } from "./scriptedCloud";

const minute = 60_000;

describe("how long a full-ECS image may take where the user sets nothing", () => {
  it("FEI-02 accepts 60 minutes where nothing is known of the disks", () => {
    assert.equal(defaultTimeoutMilliseconds([]), 60 * minute);
  });

  it("FEI-02 accepts one minute more for each GiB of all disks together", () => {
    assert.equal(defaultTimeoutMilliseconds([40, 100, 200]), (60 + 340) * minute);
  });

  it("FEI-02 rejects an operation that takes longer: it ends at the time that its own disks give", async () => {
    const cloud = new ScriptedCloud({ jobNeverEnds: true });
    const operation = await createOperation(goal, undefined, cloud, () => undefined);
    assert.equal(operation.defaultTimeoutMilliseconds(), 60 * minute, "before the disks are looked at");
    const begin = cloud.clock.now();
    const error = await errorOf(carryOut(operation, cloud.clock));
    assert.match(error.message, /^not finished after 12000 s; .*run "pulumi up" again/);
    assert.equal(operation.defaultTimeoutMilliseconds(), (60 + 140) * minute);
    assert.equal(cloud.clock.now() - begin, 200 * minute);
  });
});
