import assert from "node:assert/strict";
import { openTelekomCloud } from "../../../../provider/backends/openTelekomCloud";
import { CloudError, type CloudErrorKind } from "../../../../provider/ports/cloudError";
import type { OsChange } from "../../../../provider/ports/servers";
import type { Exchange } from "../../../../provider/transport/wireLog";
import { scripted, type ScriptedReply } from "../../scriptedHttp";
import { account, asked, assertFails, cloudThatSays, projectId, sent, surroundings } from "./connections";

const job = { body: { job_id: "job-1" } };
const refusal = (status: number, code: string, message = "m"): ScriptedReply => ({
  status,
  body: { error: { code, message } },
});

const keyPairLogin: OsChange = {
  ...{ imageId: "i-1", keyName: "mine", keyPairOwner: "u-1", adminPassword: undefined },
  ...{ userData: undefined, byol: false, encryption: undefined },
};
const nothingAsked = { ...keyPairLogin, keyName: undefined, keyPairOwner: undefined };

describe("the power of servers of Open Telekom Cloud", () => {
  for (const { action, how, body } of [
    { action: "stop", how: "soft", body: { "os-stop": { type: "SOFT", servers: [{ id: "s-1" }] } } },
    { action: "stop", how: "hard", body: { "os-stop": { type: "HARD", servers: [{ id: "s-1" }] } } },
    { action: "start", how: "soft", body: { "os-start": { servers: [{ id: "s-1" }] } } },
  ] as const)
    it(`goes by a job: ${action} ${how}`, async () => {
      const { cloud, requests } = cloudThatSays(job);
      const begun = action === "stop" ? cloud.servers.stop("s-1", how) : cloud.servers.start("s-1");
      assert.deepEqual(await begun, { jobId: "job-1" });
      assert.deepEqual(requests.map(asked), [`POST /v1/${projectId}/cloudservers/action`]);
      assert.deepEqual(requests.map(sent), [body]);
    });

  for (const { code, kind } of [
    { code: "Ecs.0100", kind: "busy" },
    { code: "Ecs.0605", kind: "refused" },
    { code: "Ecs.0114", kind: "notFound" },
  ] as const)
    it(`is ${kind} with ${code}`, async () => {
      const { cloud, requests } = cloudThatSays(refusal(400, code));
      await assertFails(cloud.servers.stop("s-1", "soft"), kind);
      assert.equal(requests.length, 1);
    });

  it("is asked for again after a lost answer: twice stopped is once stopped", async () => {
    const { cloud, requests } = cloudThatSays({ broken: "ECONNRESET" }, job);
    assert.deepEqual(await cloud.servers.stop("s-1", "soft"), { jobId: "job-1" });
    assert.equal(requests.length, 2);
  });
});

/** Asks for a change of the OS, of a cloud that says this. */
function submit(replies: ScriptedReply[], request: OsChange) {
  const { cloud, requests } = cloudThatSays(...replies);
  return { begun: cloud.servers.changeOs("s-1", request), requests };
}

describe("the change of an operating system on Open Telekom Cloud", () => {
  for (const { reason, request, body } of [
    { reason: "nothing but the image", request: nothingAsked, body: {} },
    { reason: "a key pair", request: keyPairLogin, body: { keyname: "mine", userid: "u-1" } },
    {
      reason: "a key pair of the caller's own",
      request: { ...keyPairLogin, keyPairOwner: undefined },
      body: { keyname: "mine" },
    },
    {
      reason: "a password",
      request: { ...nothingAsked, adminPassword: "Secret-1!" },
      body: { adminpass: "Secret-1!" },
    },
    {
      reason: "user data, which go in base64",
      request: { ...nothingAsked, userData: "#!/bin/sh\necho ü\n" },
      body: { metadata: { user_data: "IyEvYmluL3NoCmVjaG8gw7wK" } },
    },
    {
      reason: "an own licence",
      request: { ...nothingAsked, byol: true },
      body: { metadata: { BYOL: "true" } },
    },
    {
      reason: "an encrypted disk",
      request: { ...nothingAsked, encryption: { keyId: "k-1" } },
      body: { metadata: { __system__encrypted: "1", __system__cmkid: "k-1" } },
    },
    {
      reason: "all of that",
      request: {
        ...{ ...keyPairLogin, adminPassword: "Secret-1!", userData: "x" },
        ...{ byol: true, encryption: { keyId: "k-1" } },
      },
      body: {
        ...{ keyname: "mine", userid: "u-1", adminpass: "Secret-1!" },
        metadata: {
          ...{ BYOL: "true", user_data: "eA==", __system__encrypted: "1", __system__cmkid: "k-1" },
        },
      },
    },
  ])
    it(`asks for ${reason}, and for nothing else`, async () => {
      const { begun, requests } = submit([job], request);
      assert.deepEqual(await begun, { jobId: "job-1" });
      assert.deepEqual(requests.map(asked), [`POST /v2/${projectId}/cloudservers/s-1/changeos`]);
      assert.deepEqual(requests.map(sent), [{ "os-change": { imageid: "i-1", ...body } }]);
    });

  it("is under way where 202 comes with a job", async () => {
    assert.deepEqual(await submit([{ status: 202, ...job }], keyPairLogin).begun, { jobId: "job-1" });
  });

  for (const { reason, reply, kind } of [
    ...[500, 502, 503, 504].map((status) => ({
      ...{ reason: `${status}`, reply: { status, body: undefined }, kind: "answerLost" },
    })),
    { reason: "a connection that breaks", reply: { broken: "ECONNRESET" }, kind: "answerLost" },
    { reason: "a connection that never stood", reply: { broken: "ECONNREFUSED" }, kind: "unreachable" },
    { reason: "an answer that does not come", reply: { broken: "ECONNABORTED" }, kind: "answerLost" },
    { reason: "200 without a job", reply: { body: {} }, kind: "answerLost" },
    { reason: "200 with a job without an ID", reply: { body: { job_id: "" } }, kind: "answerLost" },
    { reason: "202 without a job", reply: { status: 202, body: {} }, kind: "answerLost" },
    { reason: "202 without a body", reply: { status: 202 }, kind: "answerLost" },
    { reason: "a web page", reply: { body: "<!DOCTYPE html><title>Sign in</title>" }, kind: "answerLost" },
    ...["Ecs.0002", "Ecs.0202", "Ecs.1000", "Ecs.1100", "Ecs.1300"].map((code) => ({
      ...{ reason: code, reply: refusal(400, code), kind: "answerLost" },
    })),
    { reason: "202 that throttles", reply: refusal(202, "Common.0024"), kind: "throttled" },
    { reason: "429", reply: refusal(429, "Common.1503"), kind: "throttled" },
    { reason: "another command that runs", reply: refusal(501, "Ecs.0603"), kind: "throttled" },
    ...["Ecs.0048", "Ecs.0073", "Ecs.0100"].map((code) => ({
      ...{ reason: code, reply: refusal(400, code), kind: "busy" },
    })),
    ...["Ecs.0005", "Ecs.0007", "Ecs.0011", "Ecs.0021", "Ecs.0025", "Ecs.0030", "Ecs.0031", "Ecs.0032"].map(
      (code) => ({ reason: code, reply: refusal(400, code), kind: "refused" }),
    ),
    ...["Ecs.0034", "Ecs.0058", "Ecs.0074", "Ecs.0075", "Ecs.0090", "Ecs.0101", "Ecs.0105", "Ecs.0304"].map(
      (code) => ({ reason: code, reply: refusal(400, code), kind: "refused" }),
    ),
    ...["Ecs.0306", "Ecs.0314", "Ecs.0503", "Ecs.0605", "Ecs.0912"].map((code) => ({
      ...{ reason: code, reply: refusal(400, code), kind: "refused" },
    })),
    ...["Ecs.0003", "Pdp.0001"].map((code) => ({
      ...{ reason: code, reply: refusal(403, code), kind: "denied" },
    })),
    { reason: "Ecs.0614", reply: refusal(404, "Ecs.0614"), kind: "notFound" },
  ] as { reason: string; reply: ScriptedReply; kind: CloudErrorKind }[])
    it(`is sent once, and is ${kind} after ${reason}`, async () => {
      const { begun, requests } = submit([reply, job], keyPairLogin);
      await assertFails(begun, kind);
      assert.equal(requests.length, 1);
    });
});

describe("the secrets of a change of an operating system", () => {
  const adminPassword = 'Canary/4711"ü';
  const userData = "#cloud-config\npassword: Canary/0815\n";
  const request = { ...nothingAsked, adminPassword, userData };

  it("are not in an error in which the cloud quotes them", async () => {
    const quoted = JSON.stringify({ adminPassword, userData });
    const encoded = Buffer.from(userData).toString("base64");
    const message = `bad: ${adminPassword} / ${userData} / ${encoded} / ${quoted}`;
    const { cloud } = cloudThatSays(refusal(400, "Ecs.0011", message));
    await assert.rejects(cloud.servers.changeOs("s-1", request), (error) => {
      assert.ok(error instanceof CloudError);
      const said = JSON.stringify([error.message, error.details]);
      assert.match(said, /bad: \[secret\] \/ \[secret\] \/ \[secret\]/);
      assert.doesNotMatch(said, /Canary|Q2FuYXJ5/);
      return true;
    });
  });

  it("are not in the failure of a job that quotes them", async () => {
    const failed = {
      job_id: "job-1",
      status: "FAIL",
      error_code: "Ecs.0011",
      fail_reason: `bad: ${adminPassword}`,
    };
    const { cloud } = cloudThatSays(job, { body: failed });
    await cloud.servers.changeOs("s-1", request);
    assert.deepEqual((await cloud.servers.job("job-1"))?.failure, {
      code: "Ecs.0011",
      reason: "bad: [secret]",
    });
  });

  it("are known before anything is written down", async () => {
    const { adapter } = scripted({ broken: "ECONNRESET" });
    const holder = account();
    const seen: string[] = [];
    const wireLog = ({ body }: Exchange): void => void seen.push(holder.redactor.redact(body ?? ""));
    const cloud = openTelekomCloud(holder, { ...surroundings(), adapter, wireLog });
    await assertFails(cloud.servers.changeOs("s-1", request), "answerLost");
    assert.deepEqual(
      seen.map((body) => JSON.parse(body) as unknown),
      [
        {
          "os-change": { imageid: "i-1", adminpass: "[secret]", metadata: { user_data: "[secret]" } },
        },
      ],
    );
  });
});
