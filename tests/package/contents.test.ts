import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { checkout, run } from "./commands";
import { unpackInto } from "./packed";

describe("the packed package", () => {
  let folder: string;
  let files: string[];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "packed-"));
    await unpackInto(folder);
    files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("holds what runs, its types, and what a user reads; nothing else", () => {
    const expected = [
      /^dist\/(sdk|provider|testing|emulator)\/.*\.(js|d\.ts)$/,
      /^docs\/(configuration|constraints|crash-matrix|emulatedCloud|firstProgram|fullEcsImage|interruptions|lookups|osReplacement|unitTesting)\.md$/,
      /^docs\/decisions\/records\.md$/,
      /^emulator\/README\.md$/,
      /^(package\.json|README\.md|CHANGELOG\.md)$/,
    ];
    assert.deepEqual(
      files.filter((file) => !expected.some((pattern) => pattern.test(file))),
      [],
    );
    for (const pattern of expected)
      assert.ok(
        files.some((file) => pattern.test(file)),
        `${String(pattern)} is there`,
      );
  });

  it("has no file that was left behind by sources which are gone", () => {
    const sourceOf = (file: string) =>
      join(checkout, file.replace("dist/", "").replace(/(\.d\.ts|\.js)$/, ".ts"));
    const compiled = files.filter((file) => file.startsWith("dist/"));
    assert.deepEqual(
      compiled.filter((file) => !existsSync(sourceOf(file))),
      [],
    );
  });

  it("refers to no file that is not in it: links of the documents, source maps", () => {
    for (const file of files.filter((name) => name.endsWith(".md"))) {
      const text = readFileSync(join(folder, file), "utf8");
      for (const [, target = ""] of text.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g))
        assert.ok(existsSync(join(folder, dirname(file), target)), `${file} leads to ${target}`);
    }
    for (const file of files.filter((name) => name.endsWith(".js")))
      assert.doesNotMatch(readFileSync(join(folder, file), "utf8"), /sourceMappingURL/, file);
  });

  it("calls what only a checkout has by that name, wherever a document mentions it", () => {
    for (const file of files.filter((name) => name.endsWith(".md"))) {
      for (const section of readFileSync(join(folder, file), "utf8").split(/^(?=#+ )/m)) {
        const pages = [...section.matchAll(/`(docs\/[\w./-]+)`/g)].map(([, page = ""]) => page);
        const needsCheckout =
          /\bnpm (run|test)\b|from "\.\/emulator"/.test(section) ||
          pages.some((page) => !existsSync(join(folder, page)));
        if (needsCheckout) assert.match(section, /\bcheckout\b/, `${file}: ${section.slice(0, 200)}`);
      }
    }
  });

  it("can be imported, and its types found, in every way: publint, attw", async () => {
    const bin = join(checkout, "node_modules/.bin");
    assert.match(await run(join(bin, "publint"), ["--strict"], { folder: checkout }), /All good!/);
    assert.match(await run(join(bin, "attw"), ["--pack", "."], { folder: checkout }), /No problems found/);
  });
});
