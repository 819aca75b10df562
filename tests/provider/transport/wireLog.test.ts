import assert from "node:assert/strict";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redactor } from "../../../provider/transport/redaction";
import { wireLogFrom, type Exchange } from "../../../provider/transport/wireLog";

const exchange: Exchange = {
  method: "POST",
  url: new URL("https://ims.example/v2/things?name=web-01"),
  body: '{"name":"web-01"}',
  milliseconds: 12.4,
  status: 200,
  requestId: "r-1",
  answer: '{"job_id":"j"}',
};

describe("the wire log", () => {
  const folder = mkdtempSync(join(tmpdir(), "wire-log-"));
  const file = join(folder, "wire.log");
  const environment = { ECS_LIFECYCLE_LOG: "debug", ECS_LIFECYCLE_LOG_FILE: file };
  const written = (entry: Partial<Exchange>, ...secrets: string[]): string => {
    const redactor = new Redactor();
    redactor.add(...secrets);
    wireLogFrom(environment, redactor)?.({ ...exchange, ...entry });
    return readFileSync(file, "utf8");
  };

  afterEach(() => {
    rmSync(file, { force: true, recursive: true });
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("is not written unless the environment asks for it", () => {
    assert.equal(wireLogFrom({}, new Redactor()), undefined);
    assert.equal(
      wireLogFrom({ ECS_LIFECYCLE_LOG: "", ECS_LIFECYCLE_LOG_FILE: file }, new Redactor()),
      undefined,
    );
  });

  it("says what was called, what came, how long it took, and the request's id", () => {
    assert.match(
      written({}),
      /^\S+Z POST https:\/\/ims\.example\/v2\/things\?name=web-01 -> 200 12 ms request r-1\n {2}> \{"name":"web-01"\}\n {2}< \{"job_id":"j"\}\n$/,
    );
  });

  it("says why no answer came", () => {
    const { status, requestId, ...unanswered } = exchange;
    const redactor = new Redactor();
    wireLogFrom(environment, redactor)?.({ ...unanswered, answer: "no answer from h (ECONNRESET)" });
    assert.match(
      readFileSync(file, "utf8"),
      /-> no answer 12 ms\n[^]*< "no answer from h \(ECONNRESET\)"\n$/,
    );
    assert.deepEqual([status, requestId], [200, "r-1"]);
  });

  it("goes on in the file that is there, call after call", () => {
    written({});
    assert.equal(written({}).match(/POST/g)?.length, 2);
  });

  it("can be read by its owner only, also where the file was there before", () => {
    written({});
    assert.equal(statSync(file).mode & 0o777, 0o600);
    chmodSync(file, 0o644);
    written({});
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  it("is by default in the working folder, with the process's number", () => {
    const path = `ecs-lifecycle-${process.pid}.log`;
    wireLogFrom({ ECS_LIFECYCLE_LOG: "debug" }, new Redactor())?.(exchange);
    assert.match(readFileSync(path, "utf8"), /POST/);
    rmSync(path);
  });

  for (const name of [
    "password",
    "adminPass",
    "secret",
    "securitytoken",
    "access",
    "private_key",
    "user_data",
  ])
    it(`never holds what a body calls ${name}`, () => {
      const body = JSON.stringify({ auth: [{ [name]: "Recognisable" }] });
      assert.doesNotMatch(written({ body, answer: body }), /Recognisable/);
    });

  it("never holds a known secret, in the address or in a body", () => {
    const url = new URL("https://h/?q=Recognisable%2F1");
    const text = written(
      { url, body: '{"a":"Recognisable/1"}', answer: "<p>Recognisable/1</p>" },
      "Recognisable/1",
    );
    assert.doesNotMatch(text, /Recognisable/);
    assert.equal(text.match(/\[secret\]/g)?.length, 3);
  });

  it("never holds a part of a secret that a long body is cut off at", () => {
    const secret = "Recognisable-secret";
    const answer = `${"x".repeat(20_000 - 10)}${secret}`;
    assert.doesNotMatch(written({ answer }, secret), /Recog/);
  });

  it("cuts off long bodies, and says how long they were", () => {
    const text = written({ answer: "y".repeat(50_000) });
    assert.ok(text.length < 21_000);
    assert.match(text, /… \(50002 characters\)/);
  });

  it("keeps one call on its lines, whatever an answer holds", () => {
    assert.equal(written({ answer: "a\nb\r\n2026 GET forged" }).trimEnd().split("\n").length, 3);
  });

  it("is refused with what can be set, where the switch is misspelt", () => {
    assert.throws(() => wireLogFrom({ ECS_LIFECYCLE_LOG: "verbose" }, new Redactor()), /"verbose".*"debug"/);
  });

  for (const [reason, make] of [
    ["is a folder", () => mkdirSync(file)],
    ["leads elsewhere", () => symlinkSync(join(folder, "elsewhere"), file)],
  ] as const)
    it(`is refused with the file's name, where that ${reason}`, () => {
      make();
      assert.throws(
        () => wireLogFrom(environment, new Redactor()),
        /wire\.log cannot be written.*ECS_LIFECYCLE_LOG_FILE/,
      );
    });

  it("never breaks an operation when it cannot be written any more", () => {
    writeFileSync(file, "");
    const log = wireLogFrom(environment, new Redactor());
    rmSync(file);
    mkdirSync(file);
    assert.doesNotThrow(() => log?.(exchange));
  });
});
