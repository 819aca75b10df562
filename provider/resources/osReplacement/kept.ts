import type { Cloud } from "../../ports/cloud";
import { CloudError } from "../../ports/cloudError";
import { isRecordKey } from "../../procedures/operationRecord";
import { unlessRefused } from "../unlessRefused";

/** What of a server the platform may drop when it changes the OS, and users keep there. */
export interface Kept {
  /** undefined: not known. */
  tags: Record<string, string> | undefined;
  metadata: Record<string, string> | undefined;
}

/** What the cloud itself writes there: it follows the new OS. */
const cloudsOwn =
  /^(_|metering|image_name$|os_type$|os_bit$|charging_mode$|vpc_id$|EcmResStatus$|lockSource$|agency_name$|virtual_env_type$|cascaded|admin_pass$|BYOL$|support_agent_list$)/i;

/** Reads what users keep at the server. */
export async function readKept({ servers }: Pick<Cloud, "servers">, serverId: string): Promise<Kept> {
  const [tags, metadata] = await Promise.all([
    unlessRefused(() => servers.tags(serverId)),
    unlessRefused(() => servers.metadata(serverId)),
  ]);
  return { tags, metadata: metadata && withoutOwn(metadata) };
}

/**
 * Puts back what has been dropped; what somebody has given another value since stays.
 * @returns what could not be put back, in words
 */
export async function restoreKept(
  { servers }: Pick<Cloud, "servers">,
  serverId: string,
  before: Kept,
): Promise<string[]> {
  const now = await readKept({ servers }, serverId);
  const tags = dropped(before.tags, now.tags);
  const metadata = dropped(before.metadata, now.metadata);
  const problems: string[] = [];
  const put = async (what: Record<string, string>, how: () => Promise<void>, name: string): Promise<void> => {
    if (Object.keys(what).length === 0) return;
    try {
      await how();
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      problems.push(`${name} ${Object.keys(what).join(", ")} (${error.message})`);
    }
  };
  await put(tags, () => servers.changeTags(serverId, { set: tags, remove: [] }), "tags");
  await put(metadata, () => servers.setMetadata(serverId, metadata), "metadata");
  return problems;
}

function withoutOwn(metadata: Record<string, string>): Record<string, string> {
  // Records are written, and taken away, by whoever they belong to.
  return Object.fromEntries(
    Object.entries(metadata).filter(([key]) => !isRecordKey(key) && !cloudsOwn.test(key)),
  );
}

function dropped(
  before: Record<string, string> | undefined,
  now: Record<string, string> | undefined,
): Record<string, string> {
  if (!before || !now) return {};
  return Object.fromEntries(Object.entries(before).filter(([key]) => !Object.hasOwn(now, key)));
}
