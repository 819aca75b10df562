import assert from "node:assert/strict";
import ts from "typescript";
import { decidingFunctions } from "../../scripts/docs/procedures/decisions";
import { flowchart } from "../../scripts/docs/procedures/flowchart";

const read = (text: string) =>
  decidingFunctions(ts.createSourceFile("procedure.ts", text, ts.ScriptTarget.ES2022, true));
const inFunction = (body: string) =>
  `type NextMove = Move<"make", string>;\n/** What is next. */\nexport function decide(world: World): NextMove {\n${body}\n}`;
const drawn = (body: string) =>
  flowchart(read(inFunction(body))[0]!.decision)
    .split("\n")
    .slice(1);

describe("the diagrams of the procedures", () => {
  it("have a question for every if, and an answer for every return", () => {
    const body = `
      const { image } = world;
      if (!image) return act("make");
      return image.ready ? done(image) : wait("the image is being made", 5);`;
    assert.deepEqual(drawn(body), [
      '  n0{"!image"}',
      '  n1["act: make"]',
      "  n0 -- yes --> n1",
      '  n2{"image.ready"}',
      '  n3(("done"))',
      "  n2 -- yes --> n3",
      '  n4(["wait: the image is being made"])',
      "  n2 -- no --> n4",
      "  n0 -- no --> n2",
    ]);
  });

  it("go on after a block that does not always return", () => {
    const body = `
      if (world.old) {
        if (world.gone) return done(undefined);
      }
      return act("make");`;
    assert.deepEqual(drawn(body), [
      '  n0{"world.old"}',
      '  n1{"world.gone"}',
      '  n2(("done"))',
      "  n1 -- yes --> n2",
      '  n3["act: make"]',
      "  n1 -- no --> n3",
      "  n0 -- yes --> n1",
      '  n4["act: make"]',
      "  n0 -- no --> n4",
    ]);
  });

  it("name the failure, the next function, and the rule beside a move", () => {
    const body = `
      if (world.failed) return stop(jobFailed(world)); // FEI-16
      return follow(world);`;
    const text = `${inFunction(body)}\nfunction follow(world: World): NextMove { return done(world); }`;
    const [decide, follow] = read(text);
    assert.match(flowchart(decide!.decision), /"stop: jobFailed \(FEI-16\)"[^]*"go on in: follow"/);
    assert.deepEqual([decide!.name, decide!.summary, follow!.name], ["decide", "What is next.", "follow"]);
  });

  it("show … for what is filled in, and nothing that Mermaid would read as its own", () => {
    const body = 'return wait(`"${world.name}" is <busy>`, 5);';
    assert.deepEqual(drawn(body), ['  n0(["wait: #34;…#34; is #60;busy#62;"])']);
  });

  it("are not drawn of functions that decide nothing", () => {
    assert.deepEqual(read("export function name(world: World): string { return world.name; }"), []);
  });

  for (const body of ["for (const one of world.all) one();\nreturn act('make');", "return later(world);", ""])
    it(`are not drawn where something would be left out: ${body.split("\n")[0] ?? ""}`, () => {
      assert.throws(() => drawn(body), /cannot be drawn|without a decision/);
    });
});
