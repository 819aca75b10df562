import assert from "node:assert/strict";
import { fleetIds, type CloudState } from "../../../emulator";
import { beginWholeImage } from "../../../emulator/openTelekomCloud/operations/wholeImage";
import { emulatedIn } from "../emulatedIn";
import { fullEcsImageSubject } from "../fullEcsImageSubject";
import type { EmulatedCloud, Subject } from "../subject";

/** How long before the first command somebody has asked for the image by hand, in seconds. */
const ages: Record<string, number> = { "the image was made an hour ago": 3600, "the image is being made": 0 };

function withImage(now: () => number, ageSeconds: number): EmulatedCloud<CloudState> {
  const cloud = emulatedIn({}, now);
  cloud.update((state) => {
    const server = state.servers.find(({ id }) => id === fleetIds.web01);
    const vault = state.vaults.find(({ id }) => id === fleetIds.vaultServers);
    assert.ok(server && vault);
    const image = {
      name: "web-01 by hand",
      description: null,
      tags: [{ key: "owner", value: "anna" }],
      enterpriseProjectId: "0",
      minRamMb: 1024,
      maxRamMb: null,
    };
    beginWholeImage(state, server, vault, image, null, now() - 1000 * ageSeconds);
  });
  return cloud;
}

/** Every emulated cloud gives its IDs in the same order. */
const adopt = withImage(() => Date.UTC(2026, 0, 1), 0)
  .state()
  .images.find(({ imageType }) => imageType === "private")?.id;

const inputs = { adopt, name: "web-01 adopted", description: "made by hand", tags: { team: "web" } };

/** FullEcsImage that takes over an image which somebody has made by hand. */
export const adoptedImage: Subject<CloudState> = {
  ...fullEcsImageSubject,
  worlds: Object.fromEntries(
    Object.entries(ages).map(([world, seconds]) => [world, (now) => withImage(now, seconds)]),
  ),
  inputs,
  update: {
    from: inputs,
    to: { adopt, name: "web-01 kept", description: "kept for the audit", tags: { owner: "anna" } },
  },
  assertComplete: (state, saved, history) => {
    const asMade = history.inputs.map((given) => ({ server: fleetIds.web01, ...given }));
    fullEcsImageSubject.assertComplete(state, saved, { ...history, inputs: asMade });
    if (!history.inputs.at(-1)?.["adopt"]) return;
    assert.deepEqual([saved.outputs["imageId"], saved.outputs["adopted"]], [adopt, true]);
  },
};
