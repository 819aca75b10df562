import type { SeenCall } from "./watch";
import { parseRecord } from "../../../provider/procedures/operationRecord";

/** What a call is for, by its method and path. */
const words: readonly [RegExp, string | ((body: string) => string)][] = [
  [/^GET .*\/cloudservers\/detail$/, "the list of servers"],
  [/^GET .*\/cloudservers\/[^/]+\/tags$/, "the server's tags"],
  [/^GET .*\/servers\/[^/]+\/metadata$/, "its metadata"],
  [/^GET .*\/cloudservers\/[^/]+$/, "the server with its record"],
  [/^GET .*\/(cloudvolumes\/detail|os-vendor-volumes\/[^/]+)$/, "disks"],
  [/^GET .*\/cloudimages$/, "images"],
  [/^GET .*\/(cloudimages\/quota|os-quota-sets\/[^/]+)$/, "quotas"],
  [/^GET .*\/vaults$/, "vaults"],
  [/^GET .*\/os-keypairs\/[^/]+$/, "the key pair"],
  [/^GET .*\/jobs\/[^/]+$/, "the job"],
  [/^GET .*\/operation-logs$/, "the backup's progress"],
  [/^GET .*\/backups\/[^/]+$/, "the backup"],
  [/^POST .*\/cloudservers\/action$/, "**stop the server**"],
  [/^POST .*\/wholeimages\/action$/, "**ask for the image**"],
  [/^POST .*\/changeos$/, "**ask for the change of the OS**"],
  [/^POST .*\/metadata$/, (body) => `**write the record: ${stateIn(body)}**`],
];

/** A call in words, for example "the list of servers"; a write is bold. */
export function wordsOf({ name, body }: SeenCall): string {
  const found = words.find(([pattern]) => pattern.test(name))?.[1];
  if (found === undefined) throw new Error(`there are no words for ${name}: add them here`);
  return typeof found === "string" ? found : found(body);
}

function stateIn(body: string): string {
  const { metadata } = JSON.parse(body) as { metadata: Record<string, string> };
  return Object.values(metadata).map(parseRecord).at(0)?.state ?? "not ours";
}
