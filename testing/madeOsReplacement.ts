import type { OsImage } from "../provider/ports/osImages";
import type { Goal } from "../provider/resources/definition";
import type { OsReplacementInputs } from "../provider/resources/osReplacement/inputs";
import { outputsOf, type OsReplacementOutputs } from "../provider/resources/osReplacement/outputs";
import type { InventedAccount } from "./inventedAccount";
import { inventedId } from "./inventedId";

/** The outputs of an OsReplacement that went through. */
export function madeOsReplacement(
  { urn, inputs }: Goal<OsReplacementInputs>,
  account: InventedAccount,
): OsReplacementOutputs {
  const server = account.server(inputs.server ?? "");
  const image = imageOf(inputs);
  const intendedAt = new Date(inventedTime * 1000).toISOString();
  const disk = { sizeGb: 40, type: "SSD" };
  return outputsOf(inputs, {
    ...{ account: account.identity, settled: true, serverId: server.id, imageId: image.id, image, server },
    systemDisk: { ...disk, id: inventedId("new system disk", urn), encrypted: Boolean(inputs.encryption) },
    before: {
      systemDisk: { ...disk, id: server.systemDiskId ?? "", encrypted: false },
      dataDiskIds: server.diskIds.filter((id) => id !== server.systemDiskId),
      addresses: [],
    },
    attempts: [{ jobId: inventedId("job", urn).replaceAll("-", ""), intendedAt, result: "succeeded" }],
    changedAt: inventedTime + 15 * 60,
  });
}

const inventedTime = Date.UTC(2026, 0, 1) / 1000;

function imageOf({ image }: OsReplacementInputs): OsImage {
  const name = image?.name ?? "image";
  return {
    id: image?.id?.toLowerCase() ?? inventedId("image", name),
    ...{ name, state: "usable", stateText: "active", kind: image?.kind ?? "public", membership: undefined },
    ...{ osFamily: "Linux", platform: undefined, osVersion: undefined, minDiskGb: 40, minRamMb: 0 },
    ...{ maxRamMb: undefined, takesInjection: true, keyId: undefined, wholeServer: undefined },
    backupId: undefined,
  };
}
