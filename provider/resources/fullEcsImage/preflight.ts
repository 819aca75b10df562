import type { Cloud } from "../../ports/cloud";
import type { Image } from "../../ports/images";
import { parseMark } from "../../ports/mark";
import type { Server } from "../../ports/servers";
import { staleAfterSeconds } from "../../procedures/journal";
import { digestOf, isUnsettled, parseRecord, recordKey } from "../../procedures/operationRecord";
import type { PreflightQuestion } from "../definition";
import { previewAdoption } from "./adoptionPreview";
import { look, lookOrTryAgain, mapLooked } from "../looked";
import { serversCalled } from "../namedServer";
import type { Facts, LiveFacts, NamedImage } from "./constraints";
import type { FullEcsImageInputs } from "./inputs";

/** What a preview judges by, from lists that all resources of the process look at. */
export async function previewFacts(
  question: PreflightQuestion<FullEcsImageInputs>,
): Promise<Facts | undefined> {
  const { inputs, isUnknown, urn, cloud } = question;
  const { listings } = cloud;
  if (isUnknown("adopt")) return question;
  if (inputs.adopt) {
    await previewAdoption(question, inputs.adopt.toLowerCase());
    return question;
  }
  const all = await look(listings.servers);
  const meant = mapLooked(all, (servers) => serversCalled(inputs.server ?? undefined, servers));
  const server = "value" in meant && meant.value.length === 1 ? meant.value[0] : undefined;
  if (server && (question.isBusy(server.id) || hasOpenOperation(server, urn, cloud.now()))) return undefined;
  const [disks, vaults, images, quota] = await Promise.all([
    look(listings.disks),
    look(listings.vaults),
    look(listings.images),
    look(listings.imageQuota),
  ]);
  const live: LiveFacts = {
    servers: meant,
    ...("value" in all && { serverNames: all.value.map(({ name }) => name) }),
    disks: mapLooked(disks, (list) => list.filter(({ serverIds }) => serverIds.includes(server?.id ?? ""))),
    vaults,
    namesakes: mapLooked(images, (list) => namesakes(list, question, question.deletesBeforeReplacing)),
    quota,
  };
  return { inputs, isUnknown, live };
}

/** What a submission is judged by, looked up for it alone. The server itself is looked at in every turn. */
export async function submissionFacts(
  inputs: FullEcsImageInputs,
  urn: string,
  serverId: string,
  cloud: Cloud,
): Promise<Omit<LiveFacts, "servers">> {
  const { name } = inputs;
  const [disks, vaults, images, quota] = await Promise.all([
    lookOrTryAgain(() => cloud.disks.ofServer(serverId)),
    lookOrTryAgain(() => cloud.vaults.list()),
    lookOrTryAgain(() => (name ? cloud.images.named(name) : Promise.resolve([]))),
    lookOrTryAgain(() => cloud.images.quota()),
  ]);
  return {
    disks,
    vaults,
    namesakes: mapLooked(images, (list) => namesakes(list, { inputs, urn }, false)),
    quota,
  };
}

function hasOpenOperation(server: Server, urn: string, now: number): boolean {
  const record = parseRecord(server.records[recordKey(urn)] ?? "");
  return record !== undefined && isUnsettled(record) && now - record.since <= staleAfterSeconds;
}

function namesakes(
  images: readonly Image[],
  { inputs, urn, formerUrn = urn }: { inputs: Partial<FullEcsImageInputs>; urn: string; formerUrn?: string },
  oldOnesGoFirst: boolean,
): NamedImage[] {
  const ownDigests = [digestOf(urn), digestOf(formerUrn)];
  return images
    .filter((image) => image.name === inputs.name)
    .map((image) => ({ ...image, ours: ownDigests.includes(parseMark(image.mark)?.urnDigest ?? "") }))
    .filter(({ ours }) => !(ours && oldOnesGoFirst));
}
