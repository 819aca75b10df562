import { anyInputs } from "./arbitraryInputs";
import { FuzzedCloud } from "./fuzzedCloud";
import { checkHolds } from "./properties";

describe("check, with whatever inputs", function () {
  // Thousands of runs: seconds on an idle computer.
  this.timeout(300_000);

  it("changes no input, refuses by properties that there are, and says what to do", async () => {
    await checkHolds(new FuzzedCloud(), anyInputs);
  });
});
