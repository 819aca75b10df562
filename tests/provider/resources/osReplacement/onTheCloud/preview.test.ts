import assert from "node:assert/strict";
import { fleetIds, fleetWithOwnImages, type CloudState } from "../../../../../emulator";
import { withHidden } from "../../../../cuts/harness";
import { callIn, inputs, running, stageIn } from "./stage";

/** What stands in a preview for a value that is not known yet. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What `check` says of a program in a preview, with what it warns of. */
async function previewOf(
  program: Record<string, unknown>,
  before: (state: CloudState) => void = () => undefined,
): Promise<{ reasons: string[]; warnings: string }> {
  const stage = stageIn();
  stage.cloud.update(before);
  const reasons: string[] = [];
  await stage.command(async (_engine, lifecycle) => {
    const { failures } = await lifecycle.check({}, withHidden(program));
    reasons.push(...failures.map(({ property, reason }) => `${property}: ${reason}`));
  });
  assert.deepEqual(
    stage.calls.filter((call) => !call.startsWith("GET") && !call.endsWith("/kms/list-keys")),
    [],
  );
  return { reasons, warnings: stage.history.warnings.join("\n") };
}

describe("the preview of a change of an OS", () => {
  const { mayLoseSystemDisk: _consent, ...silent } = running;

  it("says what is deleted, and what happens to the server", async () => {
    const { reasons, warnings } = await previewOf(running);
    assert.deepEqual(reasons, []);
    assert.match(warnings, /deletes system disk 22222222-0001\S+ \(40 GB SSD\) of web-01/);
    assert.match(warnings, /web-01 is running: it will be stopped/);
  });

  it("says what is deleted, also where another resource makes the backup that is the consent", async () => {
    const { reasons, warnings } = await previewOf({ ...silent, backup: { id: unknown } });
    assert.deepEqual(reasons, []);
    assert.match(warnings, /deletes system disk 22222222-0001\S+ \(40 GB SSD\) of web-01/);
    assert.match(warnings, /judged once its ID is known/);
  });

  it("says that an interrupted change is followed first", async () => {
    const stage = stageIn();
    const isRequest = (call: string) => call.endsWith("/changeos");
    await stage.up(running, { call: await callIn(stageIn(), running, isRequest), kind: "killedAfter" });
    await stage.command((_engine, lifecycle) => lifecycle.check({}, withHidden(running)));
    assert.match(
      stage.history.warnings.at(-1) ?? "",
      /a change of the OS of web-01 .* followed to its end first/,
    );
  });

  it("refuses everything at once, each with its property", async () => {
    const { keyPair: _key, stopServer: _stop, ...rest } = silent;
    const program = { ...rest, keyPair: "nobody's", licenseType: "own" };
    const { reasons } = await previewOf(program);
    const of = reasons.map((reason) => reason.slice(0, reason.indexOf(":")));
    assert.deepEqual(of.sort(), ["keyPair", "licenseType", "mayLoseSystemDisk", "server"]);
  });

  it("names the public images whose names are most like one that is not there", async () => {
    const image = { name: "Standard_Ubuntu_24.04_latest", kind: "public" };
    const { reasons } = await previewOf({ ...running, image });
    assert.match(reasons.join("\n"), /image\.name: [^]*most like it: "Standard_Ubuntu_22\.04_latest"/);
  });

  it("OSR-20 rejects an image of a data disk, which the cloud would refuse once the server is stopped", async () => {
    const { reasons } = await previewOf(running, ({ images }) => {
      for (const image of images)
        if (image.id === running.image.id) image.attributes["virtual_env_type"] = "DataImage";
    });
    assert.match(reasons.join("\n"), /^image: [^]*DataImage[^]*OSR-20/);
  });

  it("OSR-03 rejects an image that needs a larger disk than any may be", async () => {
    const { reasons } = await previewOf(running, ({ diskQuota }) => (diskQuota.perVolumeGigabytes = 9));
    assert.match(reasons.join("\n"), /a disk may have 9 GB at most[^]*OSR-03/);
  });

  it("names the servers whose names are most like one that is not there", async () => {
    const { reasons } = await previewOf({ ...running, server: "web01" });
    assert.match(reasons.join("\n"), /^server: [^]*most like it: "web-01"/);
  });

  it("refuses a password and user data that the cloud would not take, and shows neither", async () => {
    const { keyPair: _key, ...rest } = running;
    const program = { ...rest, password: "hunter2hunter2", userData: "hunter3 ".repeat(5000) };
    const { reasons } = await previewOf(program);
    assert.deepEqual(reasons.map((reason) => reason.slice(0, reason.indexOf(":"))).sort(), [
      "password",
      "userData",
    ]);
    assert.doesNotMatch(reasons.join(), /hunter/);
  });

  describe("with a full-ECS image", () => {
    const program = { ...running, image: { id: fleetIds.teamWhole } };
    const { images = [], backups = [] } = fleetWithOwnImages;
    const withImage = (state: CloudState): void => {
      state.images.push(...structuredClone(images.filter(({ id }) => id === fleetIds.teamWhole)));
    };
    const whenBackupIs = (status: "available" | "error") => (state: CloudState) => {
      withImage(state);
      state.backups.push(...structuredClone(backups).map((backup) => ({ ...backup, status })));
    };
    it("OSR-20 accepts it while its backup is there", async () => {
      assert.deepEqual((await previewOf(program, whenBackupIs("available"))).reasons, []);
    });
    it("OSR-20 rejects it where its backup is broken, or gone", async () => {
      const [broken = "", ...more] = (await previewOf(program, whenBackupIs("error"))).reasons;
      assert.deepEqual(more, []);
      assert.match(broken, /^image: backup 66666666-0001\S+ behind full-ECS image .* is error/);
      assert.match(
        (await previewOf(program, withImage)).reasons.join(),
        /^image: backup 66666666-0001\S+ .* is gone/,
      );
    });
    it("OSR-20 rejects it where the preview could not know: before the server is stopped", async () => {
      const stage = stageIn();
      stage.cloud.update(whenBackupIs("error"));
      const create = stage.command((_engine, lifecycle) => lifecycle.create(withHidden(program)));
      await assert.rejects(create, /behind full-ECS image .* is error/);
      assert.deepEqual(
        stage.calls.filter((call) => call.endsWith("/action")),
        [],
      );
    });
  });

  for (const [what, program] of Object.entries({
    "a backup": { ...silent, backup: { id: unknown } },
    "all of the backup": { ...silent, backup: unknown },
    "an image": { ...running, image: { id: unknown } },
    "all of the image": { ...running, image: unknown },
    "the name of an image": { ...running, image: { name: unknown, kind: "public" } },
    "a server": { ...running, server: unknown },
    "a key": { ...running, encryption: { keyId: unknown } },
    "a key pair": { ...running, keyPair: unknown },
    "whether it may be stopped": { ...inputs, ...running, stopServer: unknown },
    triggers: { ...running, triggers: [unknown] },
    "a profile": { ...running, profile: unknown },
  }))
    it(`refuses nothing because of what is not known yet: ${what}`, async () => {
      assert.deepEqual((await previewOf(program)).reasons, []);
    });
});
