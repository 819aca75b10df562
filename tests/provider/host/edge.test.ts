import assert from "node:assert/strict";
import { Unfinished } from "../../../provider/lifecycle";
import { Edge, silenceOwnErrors } from "../../../provider/host/edge";
import { Redactor } from "../../../provider/transport/redaction";

describe("the edge", () => {
  const redactor = new Redactor();
  redactor.add("SuperSecretKey01");
  const edge = new Edge(redactor);

  it("lets only plain JSON out", () => {
    const given = {
      text: "a",
      absent: undefined,
      nested: { absent: undefined, list: [1, undefined, NaN] },
      date: new Date(0),
      method: () => 1,
      big: 10n,
      symbol: Symbol("s"),
    };
    assert.deepEqual(edge.json(given), {
      text: "a",
      nested: { list: [1, null, null] },
      date: "1970-01-01T00:00:00.000Z",
    });
  });

  it("takes secrets, control characters and colour commands out of every text, keeps line breaks", () => {
    assert.equal(
      edge.text("key SuperSecretKey01\n\u001b[31mred\u0007 <{%fg 1%}>"),
      "key [secret]\n[31mred < {%fg 1%}>",
    );
  });

  it("gives values back as they are: what a program gave must not differ from what is stored", () => {
    const given = { a: ["key SuperSecretKey01\n\u001b[31mred", "<{%"] };
    assert.deepEqual(edge.json(given), given);
  });

  it("keeps what a partial failure saves, and makes its error clean", () => {
    const properties = { settled: false, note: "SuperSecretKey01", absent: undefined };
    const error = edge.error(
      new Unfinished("0123", properties, new Error("it took too long: SuperSecretKey01")),
    ) as unknown as { id: string; reasons: string[]; properties: object; stack: string };
    assert.equal(error.id, "0123");
    assert.deepEqual(error.reasons, ["it took too long: [secret]"]);
    assert.deepEqual(error.properties, { settled: false, note: "SuperSecretKey01" });
    assert.equal(error.stack, "");
  });

  it("lets the host's own copies of our errors vanish, and nothing else", () => {
    const printed: unknown[] = [];
    const console = { error: (...texts: unknown[]) => printed.push(texts[0]) };
    silenceOwnErrors(console);
    const error = edge.error(new Error("ours"));
    // As the host prints it.
    console.error(`${String(error)}: ${error.stack}`);
    console.error("somebody else's");
    assert.deepEqual(printed, ["somebody else's"]);
  });
});
