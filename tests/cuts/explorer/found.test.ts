import { textOf } from "./history";
import { found } from "./found";
import { play } from "./play";
import { explored } from "./subjects";

describe("histories that went wrong once", () => {
  for (const { of, history, since } of found)
    it(`${of}: ${textOf(history)}. ${since}`, async () => {
      const subject = explored[of];
      if (!subject) throw new Error(`${of} is not explored`);
      await play(subject, history);
    });
});
