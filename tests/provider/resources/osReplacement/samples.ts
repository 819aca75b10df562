import type { Backup } from "../../../../provider/ports/backups";
import type { Disk } from "../../../../provider/ports/disks";
import type { OsImage } from "../../../../provider/ports/osImages";
import type { Server } from "../../../../provider/ports/servers";
import type { Goal } from "../../../../provider/resources/osReplacement/goal";
import type { OsReplacementInputs } from "../../../../provider/resources/osReplacement/inputs";
import {
  backup as wholeBackup,
  disks,
  ids as imageIds,
  server as runningServer,
} from "../fullEcsImage/samples";

export { account, anotherGeneration, sampleTime } from "../fullEcsImage/samples";

/** IDs of what the samples speak of. */
export const ids = {
  ...imageIds,
  newImage: "44444444-0000-4000-8000-000000000007",
  newDisk: "22222222-0000-4000-8000-000000000007",
  key: "77777777-0000-4000-8000-000000000001",
} as const;

/** A stopped Linux server with a system disk of 40 GB and two data disks. */
export const server: Server = {
  ...runningServer,
  ...{ state: "stopped", stateText: "SHUTOFF", imageId: ids.image, memoryMb: 4096, keyName: "ops" },
  addresses: [{ ip: "192.168.0.4", mac: "fa:16:3e:00:00:04" }],
};

/** Its system disk. */
export const systemDisk: Disk | undefined = disks.find(({ id }) => id === ids.system);

/** The image with the new OS. */
export const image: OsImage = {
  ...{ id: ids.newImage, name: "Ubuntu 24.04", state: "usable", stateText: "active", kind: "public" },
  ...{ membership: undefined, osFamily: "Linux", platform: "Ubuntu", osVersion: "Ubuntu 24.04 server 64bit" },
  ...{ minDiskGb: 40, minRamMb: 0, maxRamMb: undefined, takesInjection: true, keyId: undefined },
  noSystemDisk: undefined,
  ...{ wholeServer: undefined, backupId: undefined },
};

/** A finished backup of the server, an hour old at the sample time. */
export const backup: Backup = { ...wholeBackup, createdAt: wholeBackup.createdAt - 3600 };

export const inputs: OsReplacementInputs = {
  server: ids.server,
  image: { id: ids.newImage },
  mayLoseSystemDisk: ids.system,
};

export const goal: Goal = {
  urn: "urn:pulumi:dev::p::pulumi-nodejs:dynamic/ecs:OsReplacement::web-01",
  generation: "0123456789abcdef",
  ...{ inputs, serverId: ids.server, imageId: ids.newImage, image },
};

/** The goal with these inputs. */
export const towards = (changes: Partial<OsReplacementInputs>): Goal => ({
  ...goal,
  inputs: { ...inputs, ...changes },
});
