import assert from "node:assert/strict";
import {
  createOperation,
  followOperation,
} from "../../../../provider/resources/fullEcsImage/createOperation";
import { deleteOperation } from "../../../../provider/resources/fullEcsImage/deleteOperation";
import type { FullEcsImageInputs } from "../../../../provider/resources/fullEcsImage/inputs";
import { carryOut, errorOf } from "./carryOut";
import { backup, goal, ids, image, outputs, withoutFollowUps } from "./samples";
import { ScriptedCloud, type Script } from "./scriptedCloud";

const handMade = { ...image, mark: undefined };

/** A cloud with an image that was made by hand. */
const cloudWith = (script: Script = {}) =>
  new ScriptedCloud({ ...script, has: { images: [handMade], backups: [backup], ...script.has } });

const adopting = (inputs: Partial<FullEcsImageInputs> = {}) => ({
  ...goal,
  inputs: { adopt: ids.image, name: image.name, ...inputs },
});

async function adopt(cloud: ScriptedCloud, inputs: Partial<FullEcsImageInputs> = {}) {
  const warnings: string[] = [];
  const operation = await createOperation(adopting(inputs), undefined, cloud, (text) => warnings.push(text));
  return { operation, result: carryOut(operation, cloud.clock), warnings };
}

describe("an adoption", () => {
  it("marks the image, and gives what is there, also the source and the vault that were left out", async () => {
    const cloud = cloudWith();
    const { result, warnings } = await adopt(cloud);
    const { jobId: _job, ...others } = outputs;
    const { guest: _guest, ...known } = others;
    assert.deepEqual(withoutFollowUps(await result), {
      ...known,
      adopt: ids.image,
      adopted: true,
      disks: outputs.disks?.map(({ type: _type, ...disk }) => disk),
    });
    assert.equal(cloud.has.images[0]?.mark, image.mark);
    assert.deepEqual(warnings, []);
  });

  it("asks for no image, writes nothing to the server, and makes no vault", async () => {
    const cloud = cloudWith();
    await (
      await adopt(cloud)
    ).result;
    assert.deepEqual(cloud.made(/submit|records|vaults\.create/), []);
    assert.deepEqual(cloud.made(/^images\.(setMark|update|changeTags)/), [`images.setMark ${ids.image}`]);
  });

  it("keeps source and vault as the program names them", async () => {
    const inputs = { server: "web-01", vault: { name: "vault-servers" } };
    const { server, vault } = await (await adopt(cloudWith(), inputs)).result;
    assert.deepEqual({ server, vault }, inputs);
  });

  it("gives the image the name, description, tags and memory that are asked for, each in one call", async () => {
    const cloud = cloudWith({ has: { images: [{ ...handMade, tags: { byHand: "x" } }], backups: [backup] } });
    const asked = { name: "new", description: "d", tags: { team: "web" }, minRamMb: 1024, maxRamMb: 4096 };
    const adopted = await (await adopt(cloud, asked)).result;
    assert.deepEqual(cloud.made(/^images\.(update|changeTags)/), [
      `images.update ${ids.image} description,maxRamMb,minRamMb,name`,
      `images.changeTags ${ids.image}`,
    ]);
    const { name, description, tags, minRamMb, maxRamMb } = cloud.has.images[0] ?? {};
    assert.deepEqual({ name, description, tags, minRamMb, maxRamMb }, asked);
    assert.deepEqual(adopted.tagsAll, { team: "web" });
  });

  it("gives it its default name where none is asked for, and the profile's default tags", async () => {
    const cloud = cloudWith({ defaultTags: { owner: "ops" } });
    const adopted = await (await adopt(cloud, { name: null })).result;
    assert.deepEqual(
      [cloud.has.images[0]?.name, cloud.has.images[0]?.tags],
      ["web-01-01234567", { owner: "ops" }],
    );
    assert.deepEqual(adopted.tagsAll, { owner: "ops" });
  });

  it("waits until mark and attributes show, and sends each once", async () => {
    const cloud = cloudWith({ changesShowAfter: 5 });
    await (
      await adopt(cloud, { name: "new", tags: { team: "web" } })
    ).result;
    assert.equal(cloud.made(/setMark/).length, 1);
    assert.equal(cloud.made(/images\.update/).length, 1);
    assert.equal(cloud.made(/changeTags/).length, 1);
  });

  it("waits for an image that is still being created", async () => {
    const cloud = cloudWith({
      has: {
        images: [{ ...handMade, state: "creating", stateText: "saving", backupId: undefined }],
        backups: [],
      },
    });
    cloud.after(300, (has) => Object.assign(has, structuredClone({ images: [handMade], backups: [backup] })));
    assert.equal((await (await adopt(cloud)).result).imageStatus, "Normal");
  });

  it("FEI-17 accepts an image whose backup is still being written: it is complete when its user says so", async () => {
    const half = {
      ...backup,
      state: "copying",
      stateText: "protecting",
      restorableFrom: "snapshot",
    } as const;
    const cloud = cloudWith({ has: { backups: [half] } });
    const { availableOnlyIn } = await (await adopt(cloud, { completeWhen: "usableInSourceAz" })).result;
    assert.equal(availableOnlyIn, "eu-de-01");

    const begin = cloud.clock.now();
    cloud.after(900, (has) => Object.assign(has, { backups: [backup] }));
    const complete = await (await adopt(cloud)).result;
    assert.equal(complete.availableOnlyIn, undefined, "FEI-17: by default that is waited for");
    assert.ok(cloud.clock.now() - begin >= 900_000);
  });

  it("is refused before anything is changed where the image is not there", async () => {
    const cloud = cloudWith({ has: { images: [] } });
    const { operation, result } = await adopt(cloud);
    assert.match((await errorOf(result)).message, /^adopt: there is no image/);
    assert.equal(operation.known(), undefined, "nothing has to be remembered");
    assert.deepEqual(cloud.made(/setMark|update|changeTags/), []);
  });

  it("has nothing to remember before the mark is sent, and is remembered after that", async () => {
    const cloud = cloudWith();
    cloud.fail(/^images\.update/, "denied");
    const { operation, result } = await adopt(cloud, { name: "new" });
    assert.equal(operation.known(), undefined);
    assert.match((await errorOf(result)).message, /it is denied/);
    const known = operation.known();
    assert.deepEqual(
      [known?.settled, known?.imageId, known?.serverId, known?.vaultId],
      [false, ids.image, ids.server, ids.vault],
    );
  });

  it("goes on where it was interrupted: the mark is there, and is not sent again", async () => {
    const cloud = cloudWith();
    cloud.fail(/^images\.update/, "denied");
    const first = await adopt(cloud, { name: "new" });
    await errorOf(first.result);
    const again = await createOperation(
      adopting({ name: "new" }),
      first.operation.known(),
      cloud,
      () => undefined,
    );
    const { name, settled } = await carryOut(again, cloud.clock);
    assert.deepEqual([name, settled], ["new", true]);
    assert.equal(cloud.made(/setMark/).length, 1);
  });

  it("lets an image go that has lost the mark meanwhile, where it is only followed to its end", async () => {
    const cloud = cloudWith();
    cloud.fail(/^images\.update/, "denied");
    const first = await adopt(cloud, { name: "new" });
    await errorOf(first.result);
    const known = first.operation.known();
    assert.ok(known);
    cloud.has.images[0]!.mark = undefined;
    const asked = adopting({ name: "new" });
    const following = await followOperation(asked, known, cloud, () => undefined);
    assert.equal(await carryOut(following, cloud.clock), undefined);
    assert.equal(cloud.made(/setMark/).length, 1, "it is not marked again");
  });

  it("is followed to its end where the mark is there", async () => {
    const cloud = cloudWith();
    cloud.fail(/^images\.update/, "denied");
    const first = await adopt(cloud, { name: "new" });
    await errorOf(first.result);
    const following = await followOperation(
      adopting({ name: "new" }),
      first.operation.known() ?? outputs,
      cloud,
      () => undefined,
    );
    assert.equal((await carryOut(following, cloud.clock))?.name, "new");
  });

  it("takes an ID in capital letters", async () => {
    const id = "abcdef00-0000-4000-8000-000000000001";
    const cloud = cloudWith({ has: { images: [{ ...handMade, id }], backups: [backup] } });
    assert.equal((await (await adopt(cloud, { adopt: id.toUpperCase() })).result).imageId, id);
  });

  it("makes the image the resource's own: it is deleted with its backup", async () => {
    const cloud = cloudWith();
    const adopted = await (await adopt(cloud)).result;
    await carryOut(
      deleteOperation(adopting(), adopted, cloud, () => undefined),
      cloud.clock,
    );
    assert.deepEqual([cloud.has.images, cloud.has.backups], [[], []]);
  });
});
