import type { Cloud } from "../../ports/cloud";
import type { Image } from "../../ports/images";
import { parseMark } from "../../ports/mark";
import { OperationFailure } from "../../procedures/errors";
import { act, done, stop, wait, type Move } from "../../procedures/move";
import { asAnyProcedure } from "../../procedures/procedure";
import type { Operation } from "../definition";
import { differences, isAligned, type Goal } from "./createProcedure";
import type { FullEcsImageOutputs } from "./outputs";

/** The world as an update in place sees it. */
export interface UpdateWorld {
  image: Image | undefined;
  /** Sent by this run, but it may not show yet. */
  sent: boolean;
}

/** The next move towards the image's name and description. */
export function decideUpdate(goal: Goal, { image, sent }: UpdateWorld): Move<"align", Image> {
  if (!image || parseMark(image.mark)?.generation !== goal.generation) return stop(notOurs(goal, image));
  if (isAligned(goal.inputs, image)) return done(image);
  return sent ? wait("waiting for the image's name and description to show", 2) : act("align");
}

/** Changes name and description in place. */
export function updateOperation(
  goal: Goal,
  outputs: FullEcsImageOutputs,
  cloud: Cloud,
): Operation<FullEcsImageOutputs> {
  let sent = false;
  return {
    procedure: asAnyProcedure({
      observe: async (): Promise<UpdateWorld> => ({
        image: outputs.imageId === undefined ? undefined : await cloud.images.get(outputs.imageId),
        sent,
      }),
      decide: (world: UpdateWorld): Move<"align", FullEcsImageOutputs> => {
        const move = decideUpdate(goal, world);
        return move.kind === "done" ? done({ ...withoutDescription(outputs), ...goal.inputs }) : move;
      },
      actions: {
        align: async ({ image }: UpdateWorld) => {
          if (image) await cloud.images.update(image.id, differences(goal.inputs, image));
          sent = true;
        },
      },
    }),
    // An update can be repeated from the start; but once it was sent, the old outputs are no longer true.
    known: () => (sent ? { ...withoutDescription(outputs), ...goal.inputs } : undefined),
    defaultTimeoutMilliseconds: 10 * 60 * 1000,
  };
}

/** A description that was taken away is no output either. */
function withoutDescription({ description: _before, ...kept }: FullEcsImageOutputs): FullEcsImageOutputs {
  return kept;
}

function notOurs({ inputs, generation }: Goal, image: Image | undefined): OperationFailure {
  const seen = image
    ? `image ${image.id} no longer carries this resource's mark (generation ${generation})`
    : "the image no longer exists";
  return new OperationFailure(
    "unexpectedState",
    `cannot update the image "${inputs.name}": ${seen}. Run "pulumi up --refresh" to see what is there.`,
  );
}
