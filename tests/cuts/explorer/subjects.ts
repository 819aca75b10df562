import type { CloudState, World } from "../../../emulator";
import { worldsOf } from "../emulatedIn";
import { fullEcsImageSubject } from "../fullEcsImageSubject";
import { osReplacementSubject, osWorldsOf } from "../osReplacementSubject";
import type { Subject } from "../subject";

/** How late the cloud shows what was done: up to what the procedures allow for. */
const lags = {
  "everything shows at once": {},
  "records show 3 s late": { metadataLagSeconds: 3 },
  "records show 3 s late, effects 5 s": { metadataLagSeconds: 3, visibilityLagSeconds: 5 },
} satisfies Record<string, Partial<World>>;

const latest = "records show 3 s late, and as little as possible of what goes on";

/** The resources whose histories are explored, each with how late its cloud shows things. */
export const explored: Record<string, Subject<CloudState>> = {
  FullEcsImage: {
    ...fullEcsImageSubject,
    worlds: worldsOf({
      ...lags,
      [latest]: {
        metadataLagSeconds: 3,
        visibilityLagSeconds: 5,
        imageVisibleWhileCreated: false,
        jobRecordLifetimeSeconds: 1,
      },
    }),
  },
  OsReplacement: {
    ...osReplacementSubject,
    worlds: osWorldsOf({
      ...lags,
      [latest]: {
        metadataLagSeconds: 3,
        osChangeMetadata: "lost",
        osChangeShows: "nothing",
        osChangeLagSeconds: 20,
      },
    }),
  },
};
