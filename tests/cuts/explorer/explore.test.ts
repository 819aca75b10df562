import assert from "node:assert/strict";
import { SeededRandom } from "../random";
import { allHistories, explore } from "./explore";
import { textOf } from "./history";
import { explored } from "./subjects";

/** All of them take a quarter of an hour: HISTORIES=all npm run test:cuts -- --grep explored. */
const wanted = process.env["HISTORIES"] ?? "100";
const seed = Number(process.env["HISTORIES_SEED"] ?? 1);

for (const [name, subject] of Object.entries(explored))
  describe(`${name}, two runners explored`, () => {
    it(`comes right in ${wanted} histories, from the seed ${seed}`, async () => {
      const all = await allHistories(subject);
      const random = new SeededRandom(seed);
      const chosen = wanted === "all" ? all : Array.from({ length: Number(wanted) }, () => random.oneOf(all));
      const found = await explore(subject, chosen);
      assert.deepEqual(
        found.map(({ history, message }) => `${textOf(history)} (${JSON.stringify(history)}): ${message}`),
        [],
        `${found.length} of ${all.length} histories, each in its shortest form`,
      );
    });
  });
