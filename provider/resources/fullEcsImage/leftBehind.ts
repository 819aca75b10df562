import type { Cloud } from "../../ports/cloud";
import type { Image } from "../../ports/images";
import { parseMark } from "../../ports/mark";
import type { OperationRecord } from "../../procedures/operationRecord";
import type { Goal } from "./createProcedure";

/** The image that carries the mark of this operation, where its ID was never saved. */
export async function markedImage({ generation }: Goal, cloud: Cloud): Promise<Image | undefined> {
  const marked = await cloud.images.listMarked();
  return marked.find((image) => parseMark(image.mark)?.generation === generation);
}

/** What to say of a replacement that was killed: no state knows it, only its record does. */
export function interruptedReplacement({ urn }: Goal, { generation, since }: OperationRecord): string {
  return (
    `a replacement of this image began ${new Date(since * 1000).toISOString()} in the cloud's time (generation ${generation}) and was not saved: ` +
    `it is still going on, or its run was killed. Run "pulumi up --replace '${urn}'" to go on with it; ` +
    `otherwise delete the image with that generation in its tag ecs-lifecycle.`
  );
}
