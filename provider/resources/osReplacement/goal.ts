import { constraintViolated, judge } from "../../constraints/constraint";
import type { Cloud } from "../../ports/cloud";
import type { OsImage } from "../../ports/osImages";
import type { Server } from "../../ports/servers";
import type { Goal as AnyGoal } from "../definition";
import { serverIdOf } from "../namedServer";
import { osReplacementConstraints, type LiveFacts } from "./constraints";
import { osReplacementChanges, type OsReplacementInputs } from "./inputs";
import type { OsReplacementOutputs } from "./outputs";
import { inputsDigest } from "./retry";
import { operationUnderWay, preferUnderWay } from "./underWay";

/** What is to be reached, with what the inputs name looked up once. */
export interface Goal extends AnyGoal<OsReplacementInputs> {
  serverId: string;
  imageId: string;
  /** undefined: the cloud does not show it (any more). */
  image: OsImage | undefined;
  /** Only follow what has begun, to its end; begin nothing. */
  followOnly?: boolean;
}

/** Looks up what the inputs name, once: what an interrupted run has pinned stays. */
export async function completeGoal(
  goal: AnyGoal<OsReplacementInputs>,
  earlier: OsReplacementOutputs | undefined,
  cloud: Cloud,
): Promise<Goal> {
  const { inputs } = goal;
  const serverId =
    earlier?.serverId ??
    (await serverIdOf(inputs.server ?? "", withOwnFirst(goal, cloud), (meant) =>
      refused(inputs, { servers: { value: meant } }, cloud.now()),
    ));
  const pinned = earlier && isSameImage(goal, earlier) ? earlier.imageId : undefined;
  const image = await imageOf(inputs, pinned ?? (await imageUnderWay(goal, serverId, cloud)), cloud);
  return { ...goal, serverId, imageId: image.id, image: image.found };
}

/** Of several servers with one name, the one that this resource is at work on: the others may be the cloud's temporary ones. */
function withOwnFirst({ urn }: AnyGoal<OsReplacementInputs>, { servers }: Cloud): Pick<Cloud, "servers"> {
  const list = async (): Promise<Server[]> => preferUnderWay(urn, await servers.list());
  return { servers: { ...servers, list } };
}

/** The image of an operation that was interrupted: its name may have come to mean another one since. */
async function imageUnderWay(
  { urn, inputs }: AnyGoal<OsReplacementInputs>,
  serverId: string,
  cloud: Cloud,
): Promise<string | undefined> {
  if (inputs.image?.id) return undefined;
  const server = await cloud.servers.get(serverId);
  const record = server && operationUnderWay(urn, server);
  if (!record) return undefined;
  const images = await cloud.osImages.list();
  return images.find(({ id }) => inputsDigest({ inputs, serverId, imageId: id }) === record.inputsDigest)?.id;
}

async function imageOf(
  inputs: OsReplacementInputs,
  pinned: string | undefined,
  cloud: Cloud,
): Promise<{ id: string; found: OsImage | undefined }> {
  const id = pinned ?? inputs.image?.id?.toLowerCase();
  if (id !== undefined) return { id, found: await cloud.osImages.get(id) };
  const { name, kind } = inputs.image ?? {};
  const meant = await cloud.osImages.named(name ?? "", kind ?? undefined);
  if (meant.length === 1 && meant[0]) return { id: meant[0].id, found: meant[0] };
  throw refused(inputs, { images: { value: meant } }, cloud.now());
}

function isSameImage(
  { inputs, generation }: AnyGoal<OsReplacementInputs>,
  earlier: OsReplacementOutputs,
): boolean {
  const rule = osReplacementChanges.image;
  return typeof rule === "function" && rule(inputs.image, { ...earlier }, generation) === "none";
}

function refused(inputs: OsReplacementInputs, found: Partial<LiveFacts>, now: number): Error {
  const live: LiveFacts = { ...nothingLookedUp, now, ...found };
  const { refusals } = judge(osReplacementConstraints, "preflight", { inputs, isUnknown: () => false, live });
  return constraintViolated(refusals);
}

const notLookedUp = { unknown: "not looked up." };
const nothingLookedUp = {
  ...{ servers: notLookedUp, systemDisk: notLookedUp, images: notLookedUp, quota: notLookedUp },
  ...{ keyPair: notLookedUp, keys: notLookedUp, delegation: notLookedUp, backup: notLookedUp },
  imageBackup: notLookedUp,
  ...{ isActing: false, retry: undefined },
};
