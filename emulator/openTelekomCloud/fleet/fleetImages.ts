import type { ImageState } from "../cloudState";
import { imageOf } from "../fixture";
import { fleetIds } from "./fleetIds";

const foreignProjectId = "f0f0f0f0c10d4c5a9b7d3f2a1b0c0d0f";

/** The images of the default fleet: public ones, and what another project shares. */
export const fleetImages: ImageState[] = [
  publicImage({
    id: fleetIds.ubuntu,
    name: "Standard_Ubuntu_22.04_latest",
    platform: "Ubuntu",
    osVersion: "Ubuntu 22.04 server 64bit",
  }),
  publicImage({
    id: fleetIds.windows,
    name: "Standard_Windows_2022_latest",
    osType: "Windows",
    platform: "Windows",
    osVersion: "Windows Server 2022 Standard 64bit",
    minDiskGb: 40,
  }),
  publicImage({
    id: fleetIds.suse,
    name: "Enterprise_SLES15_SP5_latest",
    platform: "SUSE",
    osVersion: "SUSE Linux Enterprise Server 15 SP5 64bit",
  }),
  sharedImage({ id: fleetIds.sharedAccepted, name: "shared-accepted" }, "accepted"),
  sharedImage({ id: fleetIds.sharedPending, name: "shared-pending" }, "pending"),
];

type Facts = Parameters<typeof imageOf>[0];

function publicImage(facts: Facts): ImageState {
  return imageOf({ minDiskGb: 10, sizeBytes: 1_500_000_000, ...facts });
}

function sharedImage(facts: Facts, memberStatus: "pending" | "accepted"): ImageState {
  return imageOf({
    imageType: "shared",
    sharing: { ownerProjectId: foreignProjectId, memberStatus },
    platform: "Ubuntu",
    osVersion: "Ubuntu 22.04 server 64bit",
    minDiskGb: 20,
    sizeBytes: 2_000_000_000,
    ...facts,
  });
}
