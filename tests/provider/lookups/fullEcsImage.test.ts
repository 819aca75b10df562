import assert from "node:assert/strict";
import { fleetIds } from "../../../emulator";
import { account, Program, refusal } from "./program";

const mark = "0123456789ab_0123456789abcdef";

/** Takes the mark off an image, as if it had been made in the console. */
function makeForeign(program: Program, imageId: string): void {
  program.emulated.update(({ images }) => {
    const image = images.find(({ id }) => id === imageId)!;
    image.tags = image.tags.filter(({ key }) => key !== "ecs-lifecycle");
  });
}

describe("getFullEcsImage", () => {
  it("finds an image by its name, with the outputs that a FullEcsImage has", async () => {
    const program = new Program();
    const tags = { role: "golden" };
    const imageId = await program.make({ name: "golden", description: "before", tags, minRamMb: 2048 });
    const { followUps, backupId, createdAt, backedUpAt, ...found } = await program.getFullEcsImage({
      name: "golden",
    });
    assert.deepEqual(found, {
      imageId,
      name: "golden",
      description: "before",
      imageStatus: "Normal",
      tagsAll: tags,
      minRamMb: 2048,
      enterpriseProject: "0",
      owner: { id: "0123456789abcdef", mark },
      vaultId: fleetIds.vaultServers,
      vaultName: "vault-servers",
      serverId: fleetIds.web01,
      sourceServerName: "web-01",
      sourceAvailabilityZone: "eu-de-01",
      sizeGb: 340,
      disks: [
        { id: fleetIds.web01SystemDisk, role: "system", sizeGb: 40, type: "SSD" },
        { id: fleetIds.web01LogDisk, role: "data", sizeGb: 100, type: "SAS" },
        { id: fleetIds.web01DataDisk, role: "data", sizeGb: 200, type: "SATA" },
      ],
      exportable: false,
      replicable: false,
      account,
    });
    assert.equal(backupId, program.emulated.state().backups[0]?.id);
    const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
    assert.match(createdAt, iso);
    assert.match(backedUpAt ?? "", iso);
    assert.ok(followUps.some(({ steps }) => steps.join().includes(imageId)));
  });

  it("finds it by its ID", async () => {
    const program = new Program();
    const imageId = await program.make();
    assert.equal((await program.getFullEcsImage({ id: imageId.toUpperCase() })).imageId, imageId);
  });

  it("names no owner of an image that was made elsewhere: it can be adopted", async () => {
    const program = new Program();
    const imageId = await program.make();
    makeForeign(program, imageId);
    const found = await program.getFullEcsImage({ id: imageId });
    assert.ok(!("owner" in found));
    assert.ok(!("description" in found) && !("maxRamMb" in found));
  });

  it("names the zone that it is restricted to while its backup is written", async () => {
    const program = new Program();
    await program.submit();
    // Snapshots take 60 s and 0.2 s a GB, the backup then 250 s and 1 s a GB.
    program.pass(200);
    const { imageStatus, availableOnlyIn, backedUpAt } = await program.getFullEcsImage({
      name: "web-01 full",
    });
    assert.deepEqual(
      { imageStatus, availableOnlyIn, backedUpAt },
      { imageStatus: "Normal", availableOnlyIn: "eu-de-01", backedUpAt: undefined },
    );
  });

  it("finds it although its backup is gone, and says nothing that only the backup tells", async () => {
    const program = new Program();
    const imageId = await program.make();
    program.emulated.update((state) => (state.backups = []));
    const found = await program.getFullEcsImage({ id: imageId });
    assert.equal(found.imageStatus, "Normal");
    assert.ok(!("backupId" in found) && !("disks" in found) && !("vaultId" in found));
  });

  it("knows it by its backup where the cloud does not say what kind of image it is", async () => {
    const program = new Program({ world: { wholeImageAttribute: "absent" } });
    const imageId = await program.make();
    assert.equal((await program.getFullEcsImage({ id: imageId })).imageId, imageId);
  });

  it("refuses an image of another kind", async () => {
    const program = new Program();
    await refusal(
      program.getFullEcsImage({ id: fleetIds.ubuntu }),
      `image ${fleetIds.ubuntu} ("Standard_Ubuntu_22.04_latest") is no full-ECS image`,
      "expected: an image that was made of a whole server",
      "remedy: ",
    );
    const imageId = await program.make({ name: "one disk" });
    program.emulated.update(({ images }) => {
      Object.assign(
        images.find(({ id }) => id === imageId)!,
        { wholeImage: false, backupId: null },
      );
    });
    await refusal(program.getFullEcsImage({ name: "one disk" }), "is no full-ECS image");
    await refusal(program.getFullEcsImage({ tags: { a: "b" } }), "none of the 0 full-ECS images");
  });

  it("does not call an image one of another kind while the cloud does not say what kind it is", async () => {
    const program = new Program({ world: { wholeImageAttribute: "absent" } });
    await program.submit({ name: "golden" });
    program.pass(20);
    const text = await refusal(program.getFullEcsImage({ name: "golden" }), "is being made", "Run again");
    assert.doesNotMatch(text, /no full-ECS image/);
  });

  it("says that there is none", async () => {
    const program = new Program();
    await program.make();
    await refusal(program.getFullEcsImage({ name: "golden" }), "none of the 1 private images", "remedy: ");
    await refusal(program.getFullEcsImage({ id: fleetIds.web01 }), "there is no private image with this ID");
  });

  it("says the IDs where several have the name", async () => {
    const program = new Program({ world: { duplicateImageNames: "allowed" } });
    const first = await program.make({ name: "golden" });
    const second = await program.make({ name: "golden" });
    await refusal(program.getFullEcsImage({ name: "golden" }), first, second, "Give the ID");
  });

  describe("by tags", () => {
    it("finds the only one that carries them all, among other tags", async () => {
      const program = new Program();
      await program.make({ name: "a", tags: { role: "golden", team: "db" } });
      const wanted = await program.make({ name: "b", tags: { role: "golden", team: "web", stage: "prod" } });
      const found = await program.getFullEcsImage({ tags: { role: "golden", team: "web" } });
      assert.equal(found.imageId, wanted);
    });

    it("refuses several with their IDs, and takes the latest where that is asked for", async () => {
      const program = new Program();
      const tags = { role: "golden" };
      const older = await program.make({ name: "a", tags });
      const latest = await program.make({ name: "b", tags });
      const remedy = "remedy: Add mostRecent: true";
      await refusal(program.getFullEcsImage({ tags }), "2 full-ECS images are meant", older, latest, remedy);
      await refusal(program.getFullEcsImage({ tags, mostRecent: false }), remedy);
      assert.equal((await program.getFullEcsImage({ tags, mostRecent: true })).imageId, latest);
    });

    it("takes none that is being made, or has failed", async () => {
      const program = new Program();
      const tags = { role: "golden" };
      const normal = await program.make({ name: "a", tags });
      await program.submit({ name: "b", tags });
      program.pass(20);
      const making = program.emulated.state().images.find(({ name }) => name === "b")!;
      assert.equal((await program.getFullEcsImage({ tags, mostRecent: true })).imageId, normal);
      program.emulated.update((state) => {
        state.images = state.images.filter(({ id }) => id !== normal);
      });
      await refusal(
        program.find("getFullEcsImage", { tags }, "fresh"),
        `no full-ECS image with these tags is Normal: ${making.id} is in state ${making.status}`,
      );
    });

    it("says that none carries them", async () => {
      const program = new Program();
      await program.make({ tags: { role: "golden" } });
      await refusal(
        program.getFullEcsImage({ tags: { role: "gold" } }),
        "getFullEcsImage({ tags: { role: 'gold' } }): none of the 1 full-ECS images in region eu-de",
        "Look the tags up",
      );
    });
  });
});
