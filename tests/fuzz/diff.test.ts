import { fullEcsImageChanges } from "../../provider/resources/fullEcsImage/inputs";
import { anyInputs } from "./arbitraryInputs";
import { anyOutputs } from "./arbitraryOutputs";
import { FuzzedCloud } from "./fuzzedCloud";
import { diffHolds } from "./properties";

describe("diff, with whatever outputs and inputs", function () {
  // Thousands of runs: seconds on an idle computer.
  this.timeout(300_000);

  it("answers the same twice without a call, and replaces for no value that is not known", async () => {
    await diffHolds(new FuzzedCloud(), anyOutputs, anyInputs, fullEcsImageChanges);
  });
});
