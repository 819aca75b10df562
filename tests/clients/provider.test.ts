import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  defaultFleet,
  EmulatedOpenTelekomCloud,
  fleetIds,
  type CloudState,
  type World,
} from "../../emulator";
import { connectOpenTelekomCloud } from "../../provider/backends/openTelekomCloud/connect";
import type { OpenTelekomCloudProfile } from "../../provider/backends/openTelekomCloud/profile";
import { createLifecycle } from "../../provider/lifecycle";
import type { Runtime } from "../../provider/lifecycle/runtime";
import type { Cloud } from "../../provider/ports/cloud";
import { acceleratedClock } from "../../provider/procedures/clock";
import { ServerQueue } from "../../provider/procedures/serverQueue";
import { asAnyDefinition } from "../../provider/resources/definition";
import { fullEcsImage } from "../../provider/resources/fullEcsImage";
import { RateLimits } from "../../provider/transport/rateLimit";
import { Redactor } from "../../provider/transport/redaction";
import { withHidden } from "../cuts/harness";
import { SmallEngine } from "../cuts/smallEngine";
import { EmulatorProcess, type ServedAccount } from "../emulator/emulatorProcess";

/** How many seconds of the cloud pass in one. The procedure's own limits are in the cloud's time: much faster is too fast. */
const speed = 60;

/** Short stages instead. */
const world: Partial<World> = {
  queueSeconds: 5,
  snapshotSeconds: 20,
  backupSeconds: 30,
  backupDeletionSeconds: 5,
};

const inputs = {
  guest: { osFamily: "Linux", diskGroups: false, database: false },
  server: fleetIds.web01,
  vault: { id: fleetIds.vaultServers },
  name: "web-01 full",
  tags: { team: "web" },
};

const profiles: [string, (account: ServedAccount) => Omit<OpenTelekomCloudProfile, "cloud">][] = [
  [
    "with an access key, by the profile of docs/emulatedCloud.md",
    ({ region, projectName, accessKey, secretKey, endpoints: { iam } }) => ({
      ...{ region, projectName, accessKey, secretKey },
      ...{ endpoints: { iam }, endpointsFrom: "catalogue" },
    }),
  ],
  [
    "as a user, with the services' addresses",
    ({ region, projectId, userName, password, domainName, endpoints }) => ({
      ...{ region, projectId, userName, password, domainName, endpoints },
    }),
  ],
];

describe("The emulated cloud, served by a process of its own", function () {
  this.timeout(60_000);
  let folder: string;
  let stateFile: string;
  let emulator: EmulatorProcess;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "served-cloud-"));
    stateFile = join(folder, "cloud.json");
    const fixture = join(folder, "fixture.json");
    writeFileSync(fixture, JSON.stringify({ ...defaultFleet, world }));
    emulator = EmulatorProcess.ofSources(
      ...["--port", "0", "--speed", String(speed)],
      ...["--state", stateFile, "--fixture", fixture],
    );
  });
  afterEach(async () => {
    await emulator.end("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });
  const state = (): CloudState => new EmulatedOpenTelekomCloud({ stateFile }).state();
  const images = () => state().images.filter(({ imageType }) => imageType === "private");

  for (const [how, profile] of profiles) {
    it(`takes an image through create, update, refresh and delete, ${how}`, async () => {
      const cloud = await connected(profile(await emulator.account()));
      const lifecycle = createLifecycle(asAnyDefinition(fullEcsImage), runtimeIn(cloud));
      const engine = new SmallEngine();

      assert.equal(await engine.up(lifecycle, withHidden(inputs)), "created");
      const [image] = images();
      assert.deepEqual([images().length, image?.name, image?.status], [1, "web-01 full", "active"]);
      assert.equal(engine.state?.outputs["imageId"], image?.id);
      assert.deepEqual(
        state().backups.map(({ status, serverId }) => [status, serverId]),
        [["available", fleetIds.web01]],
      );

      const changed = { ...inputs, name: "web-01 renamed", tags: { team: "shop" } };
      assert.equal(await engine.up(lifecycle, withHidden(changed)), "updated");
      assert.deepEqual([images()[0]?.id, images()[0]?.name], [image?.id, "web-01 renamed"]);
      assert.ok(images()[0]?.tags.some(({ key, value }) => key === "team" && value === "shop"));
      await engine.refresh(lifecycle);
      assert.equal(await engine.up(lifecycle, withHidden(changed)), "unchanged");

      await engine.destroy(lifecycle);
      assert.deepEqual([images(), state().backups], [[], []]);
    });
  }

  it("makes one image where the answer to its submission is lost on the way", async () => {
    const cloud = await connected(profiles[0]![1](await emulator.account()));
    const match = { method: "POST", path: "/wholeimages/action$" };
    new EmulatedOpenTelekomCloud({ stateFile }).addFault({ id: "lost", kind: "lostAfter", match });
    const engine = new SmallEngine();
    const lifecycle = createLifecycle(asAnyDefinition(fullEcsImage), runtimeIn(cloud));
    assert.equal(await engine.up(lifecycle, withHidden(inputs)), "created");
    assert.deepEqual(
      state().firedFaults.map(({ id }) => id),
      ["lost"],
    );
    assert.deepEqual([images().length, engine.state?.outputs["imageId"]], [1, images()[0]?.id]);
  });
});

/** The provider's own backend, with its real transport. */
function connected(profile: Omit<OpenTelekomCloudProfile, "cloud">): Promise<Cloud> {
  const began = Date.now();
  return connectOpenTelekomCloud(
    { cloud: "openTelekomCloud", proxy: "none", ...profile },
    {
      clock: acceleratedClock(() => began + (Date.now() - began) * speed, speed),
      stopSignal: new AbortController().signal,
      random: Math.random,
      ...{ profileName: "served", environment: {}, redactor: new Redactor(), rateLimits: new RateLimits() },
    },
  );
}

function runtimeIn(cloud: Cloud): Runtime {
  return {
    connect: () => Promise.resolve(cloud),
    queue: new ServerQueue(),
    stopSignal: new AbortController().signal,
    log: () => undefined,
    defaultTags: () => cloud.defaultTags,
    showProgress: () => undefined,
    confirmEngineAlive: () => Promise.resolve(),
  };
}
