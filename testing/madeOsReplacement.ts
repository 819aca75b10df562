import type { OsImage } from "../provider/ports/osImages";
import type { Server } from "../provider/ports/servers";
import { digestOf } from "../provider/procedures/operationRecord";
import type { Goal } from "../provider/resources/definition";
import type { OsReplacementInputs } from "../provider/resources/osReplacement/inputs";
import type { Before } from "../provider/resources/osReplacement/outcome";
import { outputsOf, type OsReplacementOutputs } from "../provider/resources/osReplacement/outputs";
import { addressesOf, dataDiskIds, diskFacts } from "../provider/resources/osReplacement/serverFacts";
import { addressesDigest, compare, dataDisksDigest } from "../provider/resources/osReplacement/verification";
import { inventedTime, type InventedAccount } from "./inventedAccount";
import { inventedId } from "./inventedId";

/** A change of an OS takes 10 to 20 minutes. */
const changeSeconds = 15 * 60;

/** The outputs of an OsReplacement that went through. */
export function madeOsReplacement(
  { urn, inputs }: Goal<OsReplacementInputs>,
  account: InventedAccount,
): OsReplacementOutputs {
  const server = account.server(inputs.server ?? "");
  const image = imageOf(inputs);
  const [oldDisk] = account.disksOf(server);
  const newDisk = oldDisk && {
    ...oldDisk,
    id: inventedId("new system disk", urn),
    encrypted: Boolean(inputs.encryption),
  };
  const before: Before = {
    ...(oldDisk && { systemDisk: diskFacts(oldDisk) }),
    ...(server.imageId !== undefined && { imageId: server.imageId }),
    ...(server.osFamily && { osFamily: server.osFamily }),
    dataDiskIds: dataDiskIds(server),
    addresses: addressesOf(server.addresses),
    tags: {},
  };
  const changed: Server = {
    ...server,
    ...{ state: "running", stateText: "ACTIVE", imageId: image.id, systemDiskId: newDisk?.id },
    diskIds: [...(newDisk ? [newDisk.id] : []), ...before.dataDiskIds],
  };
  const record = recordBefore(server);
  const readings = { server: changed, record, known: { before }, systemDisk: newDisk, oldDisk: undefined };
  return outputsOf(inputs, {
    ...{ account: account.identity, settled: true, serverId: server.id, imageId: image.id, image, before },
    server: changed,
    systemDisk: newDisk && diskFacts(newDisk),
    verification: compare(readings),
    attempts: [
      {
        jobId: inventedId("job", urn).replaceAll("-", ""),
        intendedAt: new Date(inventedTime * 1000).toISOString(),
        result: "succeeded",
      },
    ],
    changedAt: inventedTime + changeSeconds,
  });
}

/** What the provider notes of a server before its change. */
function recordBefore(server: Server) {
  return {
    ...{ kind: "OsReplacement", generation: "", inputsDigest: "", attempt: 1, state: "settled" as const },
    ...{ since: inventedTime, attemptAt: inventedTime, serverState: "running" as const },
    ...{ disksDigest: dataDisksDigest(server), systemDiskDigest: digestOf(server.systemDiskId ?? "") },
    addressesDigest: addressesDigest(server),
  };
}

/** An image that is called after Windows has it, and every other one Linux. */
function imageOf({ image }: OsReplacementInputs): OsImage {
  const name = image?.name ?? "image";
  return {
    id: image?.id?.toLowerCase() ?? inventedId("image", name),
    ...{ name, state: "usable", stateText: "active", kind: image?.kind ?? "public", membership: undefined },
    ...{ osFamily: /windows/i.test(name) ? "Windows" : "Linux", platform: undefined, osVersion: name },
    ...{ minDiskGb: 40, minRamMb: 0, maxRamMb: undefined, takesInjection: true, keyId: undefined },
    noSystemDisk: undefined,
    ...{ wholeServer: undefined, backupId: undefined },
  };
}
