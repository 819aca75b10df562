import { fleetIds } from "../../../emulator";
import { Program, refusal } from "./program";

const id = fleetIds.web01;

/** [lookup, arguments, what is said of them] */
const refused = [
  ["getServer", {}, "expected exactly one of id, name, and none is given"],
  ["getServer", undefined, "expected object"],
  ["getServer", { id: undefined, name: null }, "none is given"],
  ["getServer", { id, name: "web-01" }, "expected exactly one of id, name, and id and name are given"],
  ["getServer", { id: "web-01" }, "id: expected an ID (a UUID, shown in the console)"],
  ["getServer", { name: "" }, "name: expected a text that is not empty"],
  ["getServer", { name: 1 }, "name: expected a text"],
  ["getServer", { name: "web-01", tags: { a: "b" } }, /Unrecognized key: "tags"/],
  ["getVault", {}, "expected exactly one of id, name"],
  ["getVault", { name: "v", profile: "" }, "profile: expected a text that is not empty"],
  ["getFullEcsImage", {}, "expected exactly one of id, name, tags, and none is given"],
  ["getFullEcsImage", { name: "a", tags: { a: "b" } }, "and name and tags are given"],
  ["getFullEcsImage", { tags: {} }, "tags: expected at least one tag"],
  ["getFullEcsImage", { tags: { a: 1 } }, "tags.a: expected a text"],
  ["getFullEcsImage", { name: "a", mostRecent: true }, "mostRecent: chooses among the images"],
] as const;

describe("the arguments of lookups", () => {
  for (const [name, args, said] of refused)
    it(`are refused: ${name}(${JSON.stringify(args)})`, async () => {
      const program = new Program();
      await refusal(
        program.find(name, args),
        said,
        `expected: ${name}({ id: "<ID>" })`,
        `${name}Output`,
        `${name}(`,
      );
      // Before anything is looked up.
      if (program.calls().length > 0) throw new Error(`the cloud was called: ${program.calls().join()}`);
    });

  it("may be null where they are not given, as programs that are not typed have it", async () => {
    await new Program().getServer({ id: null, name: "web-01", profile: null });
    const program = new Program();
    await program.make({ name: "golden" });
    await program.getFullEcsImage({ name: "golden", tags: undefined, mostRecent: false });
  });
});
