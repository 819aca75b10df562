import type { Backup } from "../../ports/backups";
import type { Cloud } from "../../ports/cloud";
import type { Image } from "../../ports/images";
import { formatMark, parseMark } from "../../ports/mark";
import type { Vault } from "../../ports/vaults";
import { act, done, stop, wait, type Move } from "../../procedures/move";
import { asAnyProcedure, type AnyProcedure } from "../../procedures/procedure";
import type { Goal as AnyGoal, Operation } from "../definition";
import { whyNotAdoptable } from "./adoption";
import { align, differences, isAligned } from "./alignment";
import { availableOnlyIn, isUsableEnough } from "./availability";
import { defaultTimeoutMilliseconds } from "./deadline";
import type { FullEcsImageInputs } from "./inputs";
import { outputsOf, type FullEcsImageOutputs } from "./outputs";

type Goal = AnyGoal<FullEcsImageInputs>;

/** The world as an adoption sees it. */
export interface AdoptWorld {
  image: Image | undefined;
  backup: Backup | undefined;
  vault: Vault | undefined;
  defaultTags: Record<string, string>;
  /** Sent by this run, but it may not show yet. */
  sent: { mark: boolean; changes: boolean };
}

/** The next move towards the image being the resource's own. */
export function decideAdoption(
  goal: Goal & { followOnly?: boolean },
  { image, backup, vault, defaultTags, sent }: AdoptWorld,
): Move<"mark" | "align", { image: Image; backup: Backup | undefined } | undefined> {
  // Somebody has taken the mark away since: nothing is begun again.
  if (goal.followOnly && parseMark(image?.mark)?.generation !== goal.generation) return done(undefined);
  const why = whyNotAdoptable(goal, image, backup, vault);
  if (why) return stop(why);
  if (!image) throw new Error("there is no image to adopt");
  if (image.state === "creating") return wait("the image that is to be adopted is being created", 10);
  if (parseMark(image.mark)?.generation !== goal.generation)
    return sent.mark ? wait("waiting for the image's mark to show", 2) : act("mark");
  if (!isAligned(differences(goal, image, defaultTags)))
    return sent.changes ? wait("waiting for the image's attributes to show", 2) : act("align");
  if (backup && !isUsableEnough(goal.inputs, backup)) return wait(availableOnlyIn(backup), 15); // FEI-17
  return done({ image, backup });
}

/**
 * Takes over an image that exists: from then on it is the resource's own, as with an import, and is deleted with it.
 * Nothing of the image's data changes.
 */
export function adoptOperation(goal: Goal, cloud: Cloud): Operation<FullEcsImageOutputs> {
  const operation = adoption(goal, cloud);
  return { ...operation, procedure: operation.procedure as AnyProcedure<FullEcsImageOutputs> };
}

/** Follows an adoption that was interrupted: an image that no longer carries the mark is let go. */
export function followAdoption(goal: Goal, cloud: Cloud): Operation<FullEcsImageOutputs | undefined> {
  return adoption({ ...goal, followOnly: true }, cloud);
}

function adoption(
  goal: Goal & { followOnly?: boolean },
  cloud: Cloud,
): Operation<FullEcsImageOutputs | undefined> {
  const imageId = (goal.inputs.adopt ?? "").toLowerCase();
  const sent = { mark: false, changes: false };
  let last: AdoptWorld | undefined;
  let vault: Vault | undefined;

  const outputs = (settled: boolean): FullEcsImageOutputs => {
    const { image, backup } = last ?? {};
    const inputs = {
      ...goal.inputs,
      ...(backup && !goal.inputs.server && { server: backup.serverId }),
      ...(backup && !goal.inputs.vault && { vault: { id: backup.vaultId } }),
    };
    return outputsOf(inputs, { account: cloud.identity, settled, image, backup, vault }, { adopted: true });
  };

  return {
    procedure: asAnyProcedure({
      observe: async (): Promise<AdoptWorld> => {
        const image = await cloud.images.get(imageId);
        const backup = image?.backupId === undefined ? undefined : await cloud.backups.get(image.backupId);
        if (backup && !vault) vault = await cloud.vaults.get(backup.vaultId);
        last = { image, backup, vault, defaultTags: cloud.defaultTags, sent };
        return last;
      },
      decide: (world: AdoptWorld): Move<"mark" | "align", FullEcsImageOutputs | undefined> => {
        const move = decideAdoption(goal, world);
        return move.kind === "done" ? done(move.result && outputs(true)) : move;
      },
      actions: {
        mark: async ({ image }: AdoptWorld) => {
          if (image) await cloud.images.setMark(image.id, formatMark(goal.urn, goal.generation));
          sent.mark = true;
        },
        align: async ({ image }: AdoptWorld) => {
          if (image) await align(cloud.images, image, differences(goal, image, cloud.defaultTags));
          sent.changes = true;
        },
      },
    }),
    // Once marked it is ours: what is known is saved, and the next "up" goes on.
    known: () => (sent.mark ? outputs(false) : undefined),
    turn: imageId,
    defaultTimeoutMilliseconds: () => defaultTimeoutMilliseconds([last?.backup?.sizeGb ?? 0]),
  };
}
