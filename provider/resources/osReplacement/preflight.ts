import type { Backup } from "../../ports/backups";
import type { Cloud } from "../../ports/cloud";
import type { Server } from "../../ports/servers";
import { isUnsettled, parseRecord, recordKey, type OperationRecord } from "../../procedures/operationRecord";
import type { EarlierOperation, PreflightQuestion } from "../definition";
import { isOfWholeServer } from "../isOfWholeServer";
import { look, lookOrTryAgain, mapLooked, type Looked } from "../looked";
import { serversCalled } from "../namedServer";
import { whyNothingToDo } from "./asItIs";
import { Attempts } from "./attempts";
import type { Facts, LiveFacts } from "./constraints";
import { contactService } from "./failures";
import type { Goal } from "./goal";
import type { OsReplacementInputs } from "./inputs";
import type { OsReplacementOutputs } from "./outputs";
import { leftStopped } from "./power";
import { lastAttemptOf, retryOf, usedUpRecord } from "./retry";
import { preferUnderWay } from "./underWay";

const notNeeded = { unknown: "not looked up: it is not needed." };

/** What a preview judges by, from lists that all resources of the process look at. */
export async function previewFacts(
  question: PreflightQuestion<OsReplacementInputs>,
): Promise<Facts | undefined> {
  const { inputs, isUnknown, cloud } = question;
  const { listings } = cloud;
  const all = await look(listings.servers);
  const servers = mapLooked(all, (list) =>
    preferUnderWay(question.urn, serversCalled(inputs.server ?? undefined, list)),
  );
  const server = "value" in servers && servers.value.length === 1 ? servers.value[0] : undefined;
  const record = server && recordOf(server, question);
  if (server && question.isBusy(server.id)) return undefined;
  if (server && record && isUnsettled(record)) {
    question.warn(followedFirst(server, record));
    return undefined;
  }
  const [disks, images, quota, keyPair, keys, delegation, backup] = await Promise.all([
    look(listings.disks),
    look(listings.osImages),
    look(listings.diskQuota),
    lookAtKeyPair(inputs, server, (name) => look(() => listings.keyPair(name))),
    inputs.encryption ? look(listings.keys) : notNeeded,
    inputs.encryption ? look(listings.diskServiceMayUseKeys) : notNeeded,
    look(() => consentBackup(inputs, listings)),
  ]);
  const meant = mapLooked(images, (all) => all.filter((image) => isMeant(inputs, image)));
  const live: LiveFacts = {
    ...{ servers, quota, keyPair, keys, delegation, backup },
    systemDisk: mapLooked(disks, (all) => all.find(({ id }) => id === server?.systemDiskId)),
    images: meant,
    imageBackup: await lookAtImageBackup(meant, (id) =>
      look(async () => (await listings.backups()).find((one) => one.id === id)),
    ),
    ...("value" in images && { visibleImages: images.value }),
    ...("value" in all && { serverNames: all.value.map(({ name }) => name) }),
    now: cloud.now(),
    isActing: false,
    retry: undefined,
  };
  const [image] = "value" in live.images ? live.images.value : [];
  // An image that is gone may be on the server already.
  const imageId = image?.id ?? inputs.image?.id?.toLowerCase();
  if (!server || imageId === undefined) return { inputs, isUnknown, live };
  const asked = { inputs, serverId: server.id, imageId };
  live.retry = retryOf(asked, record, live.now);
  live.lastAttempt = lastAttemptOf(asked, record);
  if (["image", "encryption", "triggers"].some(isUnknown)) return { inputs, isUnknown, live };
  const { systemDisk } = live;
  const present = { server, imageName: image?.name, systemDisk, keys, record };
  const why = whyNothingToDo(inputs, imageId, present);
  if (why === undefined) {
    await refuseThirdAttempt(question, imageId, { server, record });
    return { inputs, isUnknown, live };
  }
  question.warn(why);
  return { inputs, isUnknown };
}

/**
 * What a preview judges by where the last operation is not complete: a failed one is begun anew, with the server and the
 * image that it was begun with, as long as the program asks for the same. What may still go on is followed first.
 */
export async function resumptionFacts(
  question: PreflightQuestion<OsReplacementInputs>,
  { generation, outputs, isOfOtherInputs }: EarlierOperation<OsReplacementOutputs>,
): Promise<Facts | undefined> {
  const { serverId, imageId } = outputs;
  const all = await look(question.cloud.listings.servers);
  const server = "value" in all ? all.value.find(({ id }) => id === serverId) : undefined;
  const record = (server && recordOf(server, question)) ?? parseRecord(outputs.openRecord ?? "");
  const isGone = "value" in all && !server;
  if (record && isUnsettled(record) && !(isGone && isOfOtherInputs)) {
    if (server) question.warn(followedFirst(server, record));
    return undefined;
  }
  const left = leftStopped(record, server);
  if (left !== undefined) question.warn(left);
  if (record?.state === "settled" && record.generation === generation) return undefined;
  const pinned =
    isOfOtherInputs || serverId === undefined || imageId === undefined
      ? {}
      : { server: serverId, image: { id: imageId } };
  return previewFacts({ ...question, inputs: { ...question.inputs, ...pinned } });
}

/** OSR-25: in the words of the operation itself. Whatever else there is to be said, it would be of no use. */
async function refuseThirdAttempt(
  { inputs, cloud }: PreflightQuestion<OsReplacementInputs>,
  imageId: string,
  { server, record: own }: { server: Server; record: OperationRecord | undefined },
): Promise<void> {
  const others = Object.values(server.records).flatMap((text) => parseRecord(text) ?? []);
  const record = usedUpRecord({ inputs }, server, { record: own, others });
  if (!record) return;
  const pastJobs = await new Attempts(cloud).failedJobs(record);
  throw contactService({ inputs, serverId: server.id, imageId }, { server, record, pastJobs });
}

function followedFirst({ name }: Server, { attemptAt }: OperationRecord): string {
  return (
    `a change of the OS of ${name} by this resource began ${new Date(attemptAt * 1000).toISOString()}, and is not known to have ended: ` +
    `it is followed to its end first, and before anything else is submitted the conditions are judged again.`
  );
}

/** What a submission is judged by, looked up for it alone. The server itself is looked at in every turn. */
export async function submissionFacts(
  { inputs, imageId }: Goal,
  server: Server | undefined,
  { retry, lastAttempt }: Pick<LiveFacts, "retry" | "lastAttempt">,
  cloud: Cloud,
): Promise<Omit<LiveFacts, "servers">> {
  const { systemDiskId } = server ?? {};
  const [systemDisk, images, quota, keyPair, keys, delegation, backup] = await Promise.all([
    lookOrTryAgain(async () => (systemDiskId === undefined ? undefined : cloud.disks.get(systemDiskId))),
    lookOrTryAgain(async () => {
      const image = await cloud.osImages.get(imageId);
      return image ? [image] : [];
    }),
    lookOrTryAgain(() => cloud.disks.quota()),
    lookAtKeyPair(inputs, server, (name) => lookOrTryAgain(() => cloud.keyPairs.get(name))),
    inputs.encryption ? lookOrTryAgain(() => cloud.keys.list()) : notNeeded,
    inputs.encryption ? lookOrTryAgain(() => cloud.delegations.diskServiceMayUseKeys()) : notNeeded,
    lookOrTryAgain(() => consentBackupById(inputs, cloud)),
  ]);
  const imageBackup = await lookAtImageBackup(images, (id) => lookOrTryAgain(() => cloud.backups.get(id)));
  const looked = { systemDisk, images, imageBackup, quota, keyPair, keys, delegation, backup };
  return { ...looked, now: cloud.now(), isActing: true, retry, lastAttempt };
}

/** The key pair that the new OS gets: the one that is declared, or the one that the server has. */
export function keyPairOf(
  { keyPair, password }: Partial<OsReplacementInputs>,
  server: Server | undefined,
): string | undefined {
  return password ? undefined : (keyPair ?? server?.keyName);
}

async function lookAtImageBackup(
  images: LiveFacts["images"],
  lookUp: (id: string) => Promise<LiveFacts["imageBackup"]>,
): Promise<LiveFacts["imageBackup"]> {
  const [image] = "value" in images ? images.value : [];
  return image?.backupId !== undefined && isOfWholeServer(image)
    ? lookUp(image.backupId)
    : { value: undefined };
}

async function lookAtKeyPair<T>(
  inputs: Partial<OsReplacementInputs>,
  server: Server | undefined,
  lookUp: (name: string) => Promise<Looked<T | undefined>>,
): Promise<Looked<T | undefined>> {
  const name = keyPairOf(inputs, server);
  return name === undefined ? { value: undefined } : lookUp(name);
}

function recordOf(
  server: Server,
  { urn, formerUrn = urn }: { urn: string; formerUrn?: string },
): OperationRecord | undefined {
  const text = server.records[recordKey(urn)] ?? server.records[recordKey(formerUrn)];
  return parseRecord(text ?? "");
}

function isMeant(
  { image }: Partial<OsReplacementInputs>,
  { id, name, kind }: { id: string; name: string; kind: string },
): boolean {
  if (image?.id) return image.id.toLowerCase() === id;
  return image?.name === name && image.kind === kind;
}

/** The backup that is named by its own ID, or by that of the full-ECS image that it is behind. */
async function consentBackup(
  { backup }: Partial<OsReplacementInputs>,
  listings: Cloud["listings"],
): Promise<Backup | undefined> {
  // At preview the ID itself may not be known yet.
  const { id } = (backup ?? {}) as { id?: string };
  if (id === undefined) return undefined;
  const backups = await listings.backups();
  const direct = backups.find((one) => one.id === id.toLowerCase());
  if (direct) return direct;
  const image = (await listings.images()).find((one) => one.id === id.toLowerCase());
  return image?.backupId === undefined ? undefined : backups.find((one) => one.id === image.backupId);
}

async function consentBackupById(
  { backup }: Partial<OsReplacementInputs>,
  cloud: Cloud,
): Promise<Backup | undefined> {
  const id = backup?.id.toLowerCase();
  if (id === undefined) return undefined;
  const direct = await cloud.backups.get(id);
  if (direct) return direct;
  const image = await cloud.images.get(id);
  return image?.backupId === undefined ? undefined : cloud.backups.get(image.backupId);
}
