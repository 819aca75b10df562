import assert from "node:assert/strict";
import { Redactor } from "../../../provider/transport/redaction";

function redacting(...secrets: (string | undefined)[]): (text: string) => string {
  const redactor = new Redactor();
  redactor.add(...secrets);
  return (text) => redactor.redact(text);
}

describe("redaction", () => {
  const secret = `p&ss "wörd" (2)/+?`;
  const base64 = (text: string): string => Buffer.from(text).toString("base64");

  for (const [form, text] of [
    ["as it is", `a ${secret} b`],
    ["in the middle of a word", `xx${secret}xx`],
    ["in JSON", JSON.stringify({ password: secret })],
    ["in an address", `https://h/?p=${encodeURIComponent(secret)}`],
    [
      "in an address, with lower-case escapes",
      encodeURIComponent(secret).replace(/%../g, (c) => c.toLowerCase()),
    ],
    [
      "in an address, strictly encoded",
      encodeURIComponent(secret).replace(/[()]/g, (c) => `%${c.charCodeAt(0).toString(16)}`),
    ],
    ["in a form", new URLSearchParams({ secret }).toString()],
    ["in base64", base64(secret)],
    [
      "in base64 behind a user's name of any length",
      ["", "u", "us", "use"].map((u) => base64(`${u}:${secret}`)).join(" "),
    ],
    ["in base64 before something", ["", "x", "xy"].map((after) => base64(secret + after)).join(" ")],
    ["in base64 for addresses", Buffer.from(`id:${secret}`).toString("base64url")],
  ] as const)
    it(`takes a secret out ${form}`, () => {
      const clean = redacting(secret)(text);
      assert.match(clean, /\[secret\]/);
      for (const piece of [secret, "wörd", "w%C3%B6rd", "w%c3%b6rd"])
        assert.ok(!clean.includes(piece), clean);
      for (const word of clean.split(/[^A-Za-z0-9+/_-]+/)) {
        const decoded = Buffer.from(word, "base64").toString();
        assert.ok(!decoded.includes("wörd"), `${word} holds ${decoded}`);
      }
    });

  it("takes a secret out whole that another one is a part of", () => {
    assert.equal(redacting("geheim", "geheimnis")("geheimnis geheim"), "[secret] [secret]");
  });

  it("takes out every one, as often as it stands there", () => {
    assert.equal(
      redacting("first-secret", undefined, "second-secret")("first-secret second-secret first-secret"),
      "[secret] [secret] [secret]",
    );
  });

  it("takes a short password out where it stands alone, and leaves the words that it is in", () => {
    const redact = redacting("disk");
    assert.equal(redact('wrong password "disk" (disk)'), 'wrong password "[secret]" ([secret])');
    assert.equal(redact("the disks of diskette"), "the disks of diskette");
  });

  it("leaves texts alone that are no secret, but everyday characters", () => {
    assert.equal(redacting("", "a", "ab")("a ab server"), "a ab server");
  });

  it("takes characters of a pattern as they are", () => {
    assert.equal(redacting("a.c", "x+y|z*")("abc a.c x+y|z* xxyz"), "abc [secret] [secret] xxyz");
  });
});
