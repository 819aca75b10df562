import assert from "node:assert/strict";
import { asAnyDefinition } from "../../provider/resources/definition";
import { osReplacement } from "../../provider/resources/osReplacement";
import { osReplacementChanges, osReplacementInputs } from "../../provider/resources/osReplacement/inputs";
import { anyOsInputs, anyOsOutputs } from "./arbitraryOsReplacement";
import { FuzzedCloud } from "./fuzzedCloud";
import { checkHolds, diffHolds, readHolds } from "./properties";

describe("OsReplacement, with whatever inputs and outputs and in whatever cloud", function () {
  // Thousands of runs: seconds on an idle computer.
  this.timeout(300_000);

  const newCloud = (): FuzzedCloud => new FuzzedCloud(asAnyDefinition(osReplacement));

  it("check changes no input, refuses by properties that there are, and says what to do", async () => {
    const cloud = newCloud();
    await checkHolds(cloud, anyOsInputs, osReplacementInputs, () => {
      assert.deepEqual(cloud.emulated.state().osChanges, [], "a preview changed an OS");
    });
  });

  it("diff answers the same twice without a call, and replaces for no value that is not known", async () => {
    await diffHolds(newCloud(), anyOsOutputs, anyOsInputs, osReplacementChanges);
  });

  it("read forgets no server that is there, and what it finds is no difference to itself", async () => {
    const cloud = newCloud();
    await readHolds(cloud, anyOsOutputs, ({ server }, { serverId }) => {
      const shown = server.id === serverId ? server.status : "ACTIVE";
      const isInFleet = cloud.emulated.state().servers.some(({ id }) => id === serverId);
      assert.ok(!isInFleet || shown === "DELETED", "a server that is there was forgotten");
    });
  });
});
