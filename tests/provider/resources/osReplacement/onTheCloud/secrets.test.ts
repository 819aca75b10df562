import assert from "node:assert/strict";
import type { Fault } from "../../../../../emulator";
import { errorOf, inputs, outputsOf, request, stageIn, type Stage } from "./stage";

const secret = "password: hunter2-which-nobody-may-read";
const program = { ...inputs, userData: `#cloud-config\n${secret}\n` };
const encoded = Buffer.from(program.userData).toString("base64");

/** The jobs fail, and quote what they were given. */
const quoting: Fault = {
  ...{ id: "f", kind: "osChangeFails", match: request, when: "beforeDisk", times: 2, code: "Ecs.0005" },
  reason: `bad user_data ${JSON.stringify(program.userData)}, as ${encoded}`,
};

/** What only a process that has not sent it gets to see: the first one is interrupted while the job runs. */
async function interrupted(): Promise<Stage> {
  const dry = stageIn({}, [quoting]);
  await errorOf(dry.up(program));
  const call = dry.calls.findIndex((one) => one.includes("/jobs/"));
  const stage = stageIn({}, [quoting]);
  await errorOf(stage.up(program, { call: call + 1, kind: "interrupted" }));
  assert.ok(stage.cloud.state().osChanges.length === 1);
  return stage;
}

function assertClean(stage: Stage, error?: Error): void {
  const { attempts } = outputsOf(stage);
  const shown = [error?.message, ...stage.history.warnings, JSON.stringify(attempts ?? [])].join("\n");
  assert.match(shown, /bad user_data/, "it is quoted");
  assert.ok(!shown.includes(secret), shown);
  assert.ok(!shown.includes(encoded.slice(4, 40)), shown);
}

describe("no user data is shown where the cloud quotes it", () => {
  it("to a process that sends it", async () => {
    const stage = stageIn({}, [quoting]);
    assertClean(stage, await errorOf(stage.up(program)));
  });
  it("to a process that goes on with what another one has sent", async () => {
    const stage = await interrupted();
    assertClean(stage, await errorOf(stage.up(program)));
  });
  it("to a process that only follows it, because the program says something else now", async () => {
    const stage = await interrupted();
    assertClean(stage, await errorOf(stage.up({ ...program, userData: "#cloud-config" })));
  });
  it("to a process that follows it before the resource is deleted", async () => {
    const stage = await interrupted();
    await stage.destroy();
    assertClean(stage);
  });
});
