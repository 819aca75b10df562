import type { ImageState } from "../cloudState";
import { fixtureTime } from "../fixture";
import { fleetIds } from "./fleetIds";

/** The public images of the default fleet. */
export const fleetImages: ImageState[] = [
  publicImage(
    fleetIds.ubuntu,
    "Standard_Ubuntu_22.04_latest",
    "Linux",
    "Ubuntu",
    "Ubuntu 22.04 server 64bit",
  ),
  publicImage(
    fleetIds.windows,
    "Standard_Windows_2022_latest",
    "Windows",
    "Windows",
    "Windows Server 2022 Standard 64bit",
  ),
];

function publicImage(
  id: string,
  name: string,
  osType: "Linux" | "Windows",
  platform: string,
  osVersion: string,
): ImageState {
  return {
    id,
    name,
    description: null,
    status: "active",
    imageType: "gold",
    wholeImage: false,
    backupId: null,
    source: null,
    osType,
    platform,
    osVersion,
    minDiskGb: osType === "Windows" ? 40 : 10,
    minRamMb: 0,
    maxRamMb: null,
    sizeBytes: 1_500_000_000,
    protected: true,
    enterpriseProjectId: "0",
    attributes: {},
    tags: [],
    createdAt: fixtureTime,
    updatedAt: fixtureTime,
    activeAt: fixtureTime,
  };
}
