import type { BackupState, ImageState } from "../cloudState";
import { backupOf, imageOf } from "../fixture";
import { fleetIds } from "./fleetIds";

/** Private images of the default fleet's servers. */
export const ownImages: ImageState[] = [
  privateImage({
    id: fleetIds.webBase,
    name: "web-base",
    attributes: { __data_origin: `instance,${fleetIds.web01}`, __support_fc_inject: "false" },
  }),
  privateImage({ id: fleetIds.encryptedBase, name: "encrypted-base", cmkId: fleetIds.dataKey }),
  privateImage({
    id: fleetIds.withoutInjection,
    name: "without-injection",
    attributes: { __support_fc_inject: "true" },
  }),
  privateImage({
    id: fleetIds.teamWhole,
    name: "team-whole",
    wholeImage: true,
    backupId: fleetIds.teamBackup,
    source: { serverId: fleetIds.team08, vaultId: fleetIds.vaultTeam },
    minDiskGb: 40,
  }),
];

/** The backup behind the image of a whole server. */
export const ownBackups: BackupState[] = [
  backupOf({
    id: fleetIds.teamBackup,
    name: "wholeImage_44444444",
    vaultId: fleetIds.vaultTeam,
    serverId: fleetIds.team08,
    serverName: "team-08",
    storedMb: 16 * 1024,
    imageIds: [fleetIds.teamWhole],
    children: [
      {
        id: "66666666-0001-4000-8000-000000000002",
        diskId: fleetIds.team08SystemDisk,
        sizeGb: 40,
        bootable: true,
        encrypted: false,
        snapshotId: "66666666-0001-4000-8000-000000000003",
      },
    ],
  }),
];

function privateImage(facts: Parameters<typeof imageOf>[0]): ImageState {
  return imageOf({
    imageType: "private",
    platform: "Ubuntu",
    osVersion: "Ubuntu 22.04 server 64bit",
    minDiskGb: 20,
    sizeBytes: 2_000_000_000,
    ...facts,
  });
}
