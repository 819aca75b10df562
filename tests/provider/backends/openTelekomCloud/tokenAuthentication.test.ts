import assert from "node:assert/strict";
import { TokenAuthentication } from "../../../../provider/backends/openTelekomCloud/tokenAuthentication";
import { refusalIn } from "../../../../provider/backends/openTelekomCloud/refusals";
import { CloudError } from "../../../../provider/ports/cloudError";
import { noAuthentication } from "../../../../provider/transport/authentication";
import { HttpClient } from "../../../../provider/transport/httpClient";
import { Redactor } from "../../../../provider/transport/redaction";
import { fakeClock, scripted, type ScriptedReply } from "../../scriptedHttp";

const hour = 3_600_000;
const refused = new CloudError("denied", "GET ecs /", { reason: "token", status: 401 });
const wrongPassword = {
  status: 401,
  body: { error: { code: 401, message: "wrong", title: "Unauthorized" } },
};

/** The answer to a login: a token that lives for so long, by a cloud whose clock is years ahead. */
const tokenFor = (value: string, milliseconds: number): ScriptedReply => ({
  status: 201,
  headers: { "x-subject-token": value },
  body: {
    token: {
      issued_at: new Date(Date.UTC(2030, 0, 1)).toISOString(),
      expires_at: new Date(Date.UTC(2030, 0, 1) + milliseconds).toISOString(),
      project: { id: "p" },
    },
  },
});

function authentication(...replies: ScriptedReply[]) {
  const { adapter, requests } = scripted(...replies);
  const redactor = new Redactor();
  const wall = { now: 0 };
  const iam = new HttpClient({
    ...{ adapter, clock: fakeClock(), stopSignal: new AbortController().signal, random: () => 0.5 },
    dialect: { endpoint: () => "https://iam.example", authentication: noAuthentication, refusalIn },
  });
  const subject = new TokenAuthentication({
    login: { userName: "me", password: "pw", domain: { name: "d" } },
    ...{ scope: { project: { id: "p" } }, iam, withCatalogue: false, redactor, wallNow: () => wall.now },
  });
  const used = async (): Promise<string | undefined> => (await subject.headersFor())["X-Auth-Token"];
  return { subject, used, wall, requests, redactor };
}

describe("a login", () => {
  it("happens once for all that need a token at the same time", async () => {
    const { used, requests } = authentication(tokenFor("first-token", 24 * hour));
    assert.deepEqual(new Set(await Promise.all([used(), used(), used()])), new Set(["first-token"]));
    assert.equal(requests.length, 1);
  });

  it("is kept until ten minutes before the token expires, by its life and not by the cloud's clock", async () => {
    const { used, wall, requests } = authentication(
      tokenFor("first-token", 24 * hour),
      tokenFor("next-token", 24 * hour),
    );
    await used();
    wall.now = 24 * hour - 10 * 60_000 - 1;
    assert.equal(await used(), "first-token");
    wall.now += 1;
    assert.equal(await used(), "next-token");
    assert.equal(requests.length, 2);
  });

  it("is kept for nine tenths of a short life", async () => {
    const { used, wall } = authentication(tokenFor("first-token", 10_000), tokenFor("next-token", 10_000));
    await used();
    wall.now = 8999;
    assert.equal(await used(), "first-token");
    wall.now = 9000;
    assert.equal(await used(), "next-token");
  });

  it("happens again when the cloud does not accept a token that has lived for a while", async () => {
    const { subject, used, wall, requests } = authentication(
      tokenFor("first-token", hour),
      tokenFor("next-token", hour),
    );
    const headers = await subject.headersFor();
    wall.now = 60_000;
    assert.equal(subject.judged(headers, refused), true);
    // Several calls were under way with it.
    assert.equal(subject.judged(headers, refused), true);
    assert.equal(await used(), "next-token");
    assert.equal(subject.judged(headers, refused), true, "there is a newer one already");
    assert.equal(await used(), "next-token");
    assert.equal(requests.length, 2);
  });

  it("does not happen again for a token that was refused at once", async () => {
    const { subject, wall, used, requests } = authentication(tokenFor("first-token", hour));
    const headers = await subject.headersFor();
    wall.now = 59_999;
    assert.equal(subject.judged(headers, refused), false);
    await used();
    assert.equal(requests.length, 1);
  });

  for (const verdict of ["accepted", "unknown"] as const)
    it(`is not repeated after an answer that was ${verdict}`, async () => {
      const { subject, wall } = authentication(tokenFor("first-token", hour));
      const headers = await subject.headersFor();
      wall.now = 30 * 60_000;
      assert.equal(subject.judged(headers, verdict), false);
    });

  it("that was refused is not tried again: IAM would lock the user out", async () => {
    const { used, requests } = authentication(wrongPassword);
    for (let i = 0; i < 6; i++) await assert.rejects(used(), /wrong/);
    assert.equal(requests.length, 1);
  });

  it("that IAM could not answer is tried again for the next one", async () => {
    const broken = { status: 503 };
    const { used, requests } = authentication(
      broken,
      broken,
      broken,
      broken,
      broken,
      tokenFor("first-token", hour),
    );
    await assert.rejects(used());
    assert.equal(await used(), "first-token");
    assert.equal(requests.length, 6);
  });

  it("whose answer has no token is a lost answer", async () => {
    const { headers: _token, ...without } = tokenFor("x", hour) as { headers: object };
    const { used } = authentication(without);
    await assert.rejects(used(), (error) => error instanceof CloudError && error.kind === "answerLost");
  });

  it("makes its token a secret", async () => {
    const { used, redactor } = authentication(tokenFor("canary-token", hour));
    await used();
    assert.equal(redactor.redact("canary-token"), "[secret]");
  });
});
