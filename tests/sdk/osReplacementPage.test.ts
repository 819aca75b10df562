import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { osReplacementChanges } from "../../provider/resources/osReplacement/inputs";

const root = join(__dirname, "../..");
const page = readFileSync(join(root, "docs/osReplacement.md"), "utf8");

describe("docs/osReplacement.md", () => {
  it("shows examples/os-replacement as it is tried", () => {
    const program = readFileSync(join(root, "examples/os-replacement/index.ts"), "utf8");
    assert.ok(page.includes("```ts\n" + program + "```"));
  });

  it("names every input and every output", () => {
    const source = readFileSync(join(root, "sdk/osReplacement.ts"), "utf8");
    const properties = [...source.matchAll(/declare readonly (\w+):/g)].map(([, name = ""]) => name);
    assert.ok(properties.length > 15, properties.join());
    for (const name of [...Object.keys(osReplacementChanges), ...properties])
      assert.ok(page.includes(`\`${name}\``), name);
  });

  it("has the sections that docs/fullEcsImage.md has", () => {
    const headings = (text: string) => text.match(/^## (What you|What it|Deadlines|Pulumi|Calls).*$/gm) ?? [];
    const other = headings(readFileSync(join(root, "docs/fullEcsImage.md"), "utf8"));
    assert.deepEqual(headings(page), other);
  });
});
