import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const page = readFileSync(join(__dirname, "../../docs/unitTesting.md"), "utf8");

describe("docs/unitTesting.md", () => {
  for (const file of ["goldenImage.ts", "goldenImage.test.ts", "otherOs.ts", "otherOs.test.ts"])
    it(`shows ${file} as it is tested`, () => {
      const text = readFileSync(join(__dirname, "example", file), "utf8");
      assert.ok(page.includes("```ts\n" + text + "```"), `${file} is not in the page as it is`);
    });
});
