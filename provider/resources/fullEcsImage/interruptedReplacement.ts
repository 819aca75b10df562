import type { OperationRecord } from "../../procedures/operationRecord";
import type { Goal } from "./createProcedure";

/** What to say of a replacement that was killed: no state knows it, only its record does. */
export function interruptedReplacement({ urn }: Goal, { generation, since }: OperationRecord): string {
  return (
    `a replacement of this image began ${new Date(since * 1000).toISOString()} in the cloud's time (generation ${generation}) and was not saved: ` +
    `it is still going on, or its run was killed. Run "pulumi up --replace '${urn}'" to go on with it; ` +
    `otherwise delete the image with that generation in its tag ecs-lifecycle.`
  );
}
