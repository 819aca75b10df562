import type { Backup } from "../../ports/backups";
import type { Cloud } from "../../ports/cloud";
import type { Image } from "../../ports/images";
import { formatMark, markKey, parseMark } from "../../ports/mark";
import { OperationFailure } from "../../procedures/errors";
import { act, done, stop, wait, type Move } from "../../procedures/move";
import { asAnyProcedure } from "../../procedures/procedure";
import type { Goal as AnyGoal, Operation } from "../definition";
import { align, differences, isAligned, mayStillShow } from "./alignment";
import { defaultTimeoutMilliseconds } from "./deadline";
import { imageName } from "./imageName";
import type { FullEcsImageInputs } from "./inputs";
import { inputsFrom, outputsOf, type FullEcsImageOutputs } from "./outputs";

type Goal = AnyGoal<FullEcsImageInputs>;

/** The world as an update in place sees it. */
export interface UpdateWorld {
  image: Image | undefined;
  /** Only looked at where the image has to be usable in the whole region, and was not yet. */
  backup: Backup | undefined;
  mustBeBackedUp: boolean;
  defaultTags: Record<string, string>;
  /** Accepted by the cloud in this run, but it may not show yet. */
  sent: boolean;
}

/** The next move towards the image's name, description, tags and memory. */
export function decideUpdate(goal: Goal, world: UpdateWorld): Move<"align", Image> {
  const { image, backup, sent } = world;
  if (!image || parseMark(image.mark)?.generation !== goal.generation) return stop(notOurs(goal, image));
  if (!isAligned(differences(goal, image, world.defaultTags)))
    return sent ? wait("waiting for the image's attributes to show", 2) : act("align");
  if (world.mustBeBackedUp && (!backup || backup.state === "failed")) return stop(notBackedUp(image, backup));
  if (world.mustBeBackedUp && backup?.state === "copying")
    return wait("waiting for the backup to be complete", 15);
  return done(image);
}

/** Changes in place what can be: the attributes in one call, and the tags. */
export function updateOperation(
  goal: Goal,
  outputs: FullEcsImageOutputs,
  cloud: Cloud,
): Operation<FullEcsImageOutputs> {
  const mustBeBackedUp =
    goal.inputs.completeWhen !== "usableInSourceAz" && outputs.availableOnlyIn !== undefined;
  let begun = false;
  let sentAt: number | undefined;
  let last: UpdateWorld | undefined;
  const outputsWith = (inputs: FullEcsImageInputs): FullEcsImageOutputs => {
    const { image, backup } = last ?? {};
    const found = { account: outputs.account, settled: true, image, backup };
    return outputsOf(inputs, found, outputs);
  };
  const changed = (): FullEcsImageOutputs => {
    // What the program leaves out stays as it is: an adopted image has a source all the same.
    const { server = outputs.server, vault = outputs.vault } = goal.inputs;
    return outputsWith({ ...goal.inputs, server, vault });
  };
  /** As it was last seen: what has not been seen changed is changed again by the next run. */
  const seen = (): FullEcsImageOutputs =>
    outputsWith(inputsFrom(goal, outputs, { image: last?.image, defaultTags: cloud.defaultTags }));
  return {
    procedure: asAnyProcedure({
      observe: async (): Promise<UpdateWorld> => {
        const { imageId, backupId } = outputs;
        const image = imageId === undefined ? undefined : await cloud.images.get(imageId);
        const backup =
          mustBeBackedUp && backupId !== undefined ? await cloud.backups.get(backupId) : undefined;
        const sent = mayStillShow(sentAt, cloud.clock.now());
        last = { image, backup, mustBeBackedUp, defaultTags: cloud.defaultTags, sent };
        return last;
      },
      decide: (world: UpdateWorld): Move<"align", FullEcsImageOutputs> => {
        const move = decideUpdate(goal, world);
        return move.kind === "done" ? done(changed()) : move;
      },
      actions: {
        align: async ({ image }: UpdateWorld) => {
          begun = true;
          if (image) await align(cloud.images, image, differences(goal, image, cloud.defaultTags));
          sentAt = cloud.clock.now();
        },
      },
    }),
    // An update can be repeated from the start; but once it may have been sent, the old outputs are no longer true.
    known: () => (begun ? seen() : undefined),
    turn: outputs.imageId ?? goal.generation,
    defaultTimeoutMilliseconds: () =>
      mustBeBackedUp ? defaultTimeoutMilliseconds([outputs.sizeGb ?? 0]) : 10 * 60 * 1000,
  };
}

function notOurs(goal: Goal, image: Image | undefined): OperationFailure {
  const failure = (seen: string, remedy: string): OperationFailure =>
    new OperationFailure(
      "unexpectedState",
      `cannot update the image "${imageName(goal)}": ${seen}. ${remedy}.`,
    );
  if (!image) return failure("it no longer exists", 'Run "pulumi up --refresh" to make another');
  if (parseMark(image.mark))
    return failure(
      `image ${image.id} carries another resource's mark (${markKey}=${image.mark ?? ""})`,
      `It has been adopted: to give it up here, run "pulumi state delete" with this resource's URN`,
    );
  const mark = formatMark(goal.urn, goal.generation);
  return failure(
    `image ${image.id} no longer carries this resource's mark`,
    `Somebody has taken the tag off it: put ${markKey}=${mark} back in the IMS console`,
  );
}

function notBackedUp(image: Image, backup: Backup | undefined): OperationFailure {
  const seen = backup ? `its backup ${backup.id} is in state ${backup.stateText}` : "its backup is gone";
  return new OperationFailure(
    "jobFailed",
    `image ${image.id} ("${image.name}") cannot become available in the whole region: ${seen}. ` +
      `It serves ${backup?.availabilityZone ?? "the source's zone"} at most. Run "pulumi up --replace <URN>" to make another, ` +
      `or declare completeWhen: "usableInSourceAz".`,
  );
}
