import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ServedCloud } from "../../emulator";
import { assertFailed, assertReadable, assertSucceeded, web01 } from "./expectations";
import { emulatedProfile, onStack, type Outcome, type TestStack } from "./testStack";

/** Nobody may find one of these anywhere. */
const canaries = {
  accessKey: "CANARYACCESSKEY00001",
  secretKey: "CanarySecretKeyThatNobodyMaySee000000001",
  securityToken: "CanarySecurityTokenThatNobodyMaySee00001",
};

const debugLog = { environment: { ECS_LIFECYCLE_LOG: "debug" } };

/** What a command has printed, and what it has told the engine beside that. */
function shownBy({ output, events }: Outcome): string {
  return output + JSON.stringify(events);
}

function assertNoCanaryIn(text: string, where: string): void {
  for (const [credential, canary] of Object.entries(canaries))
    assert.ok(!text.includes(canary), `the ${credential} is in ${where}:\n${text.slice(0, 20_000)}`);
}

/** State, configuration, logs, Pulumi's home; but not the emulated cloud, which has to know its keys. */
function assertNoCanaryInFiles(stack: TestStack): void {
  const folders = [stack.folder, process.env["PULUMI_HOME"] ?? ""];
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name)),
  );
  assert.ok(
    files.some((file) => file.endsWith("test.json")),
    "the state is among them",
  );
  for (const file of files) if (file !== stack.cloudFile) assertNoCanaryIn(readFileSync(file, "utf8"), file);
}

describe("The credentials of a profile, on the real engine", () => {
  it(
    "are nowhere to be found after up, update, refresh and destroy, with a cloud that repeats them in its errors",
    onStack(
      { speed: 1, world: { queueSeconds: 1, snapshotSeconds: 1, backupSeconds: 2 }, ...debugLog },
      async (stack) => {
        const { accessKey, secretKey } = canaries;
        stack.cloud.update(({ account, world }) => {
          Object.assign(account, { accessKey, secretKey });
          world.backupDeletionSeconds = 1;
        });
        const echo = { error_code: "IMG.0001", error_msg: `not for ${accessKey} with ${secretKey}` };
        const refuse = (method: "PATCH" | "DELETE" | "GET", status = 400) =>
          stack.cloud.addFault({
            ...{ id: "echo", kind: "status", status, body: echo },
            match: { service: "ims", method },
          });
        const cloud = await ServedCloud.listen(stack.cloud);
        try {
          const { region, projectId } = stack.cloud.account;
          const profile = {
            ...{ cloud: "openTelekomCloud", region, projectId, accessKey, secretKey },
            endpoints: cloud.endpoints,
          };
          await stack.useProfile("real", { real: profile }, "secret");
          await stack.declare({ web: web01 });
          const outcomes: Outcome[] = [];
          const run = async (command: Promise<Outcome>): Promise<Outcome> => {
            const outcome = await command;
            outcomes.push(outcome);
            assertReadable(outcome.output);
            return outcome;
          };

          assertSucceeded(await run(stack.preview()));
          assertSucceeded(await run(stack.up()));
          const { outputs } = await stack.savedImage();
          assert.equal(outputs["settled"], true);
          assert.deepEqual([stack.images().length, stack.backups().length], [1, 1]);
          refuse("GET");
          assertFailed(await run(stack.refresh()), "not for");
          await stack.declare({ web: { ...web01, name: "renamed" } });
          refuse("PATCH");
          assertFailed(await run(stack.up()), "not for");
          refuse("DELETE");
          assertFailed(await run(stack.destroy()), "not for");

          // The cloud names the key that it no longer knows.
          stack.cloud.update(({ account }) => {
            account.accessKey = "ANOTHERACCESSKEY0001";
          });
          assertFailed(await run(stack.refresh()), "does not exist");
          stack.cloud.update(({ account }) => {
            account.accessKey = accessKey;
          });
          assertSucceeded(await run(stack.destroy()));
          assert.deepEqual([stack.images(), stack.backups()], [[], []]);
          for (const outcome of outcomes) assertNoCanaryIn(shownBy(outcome), "what was shown");
          assertNoCanaryInFiles(stack);
        } finally {
          await cloud.close();
        }
      },
    ),
  );

  it(
    "are nowhere to be found where the cloud is not reached, and where the profile is not valid",
    onStack(debugLog, async (stack) => {
      const cloud = await ServedCloud.listen(stack.cloud);
      await cloud.close();
      const profile = {
        ...{ cloud: "openTelekomCloud", region: "eu-de", projectId: "p", ...canaries },
        endpoints: cloud.endpoints,
      };
      await stack.declare({ web: web01 });
      const profiles = {
        closed: profile,
        misspelt: { ...profile, regoin: canaries.secretKey },
        incomplete: { ...profile, projectId: 1, secretKey: [canaries.secretKey] },
        emulated: { ...emulatedProfile(stack.cloudFile), ...canaries },
      };
      const shown: string[] = [];
      for (const name of ["misspelt", "incomplete", "emulated"]) {
        await stack.useProfile(name, profiles, "secret");
        const preview = await stack.preview();
        assertFailed(preview, `ecs-lifecycle:profiles.${name}`);
        shown.push(shownBy(preview));
      }
      await stack.useProfile("closed", profiles, "secret");
      const up = await stack.up();
      assertFailed(up, "ECONNREFUSED");
      shown.push(shownBy(up));
      for (const text of shown) assertNoCanaryIn(text, "what was shown");
      assertNoCanaryInFiles(stack);
    }),
  );
});
