import { formatMark } from "../../ports/mark";
import type { OperationRecord } from "../../procedures/operationRecord";

/** What to say of a replacement that was killed: no state knows it, only its record does. */
export function interruptedReplacement(
  { urn }: { urn: string },
  { generation, since }: OperationRecord,
): string {
  return (
    `a replacement of this image began ${new Date(since * 1000).toISOString()} in the cloud's time (generation ${generation}) and was not saved: ` +
    `it is still going on, or its run was killed. Run "pulumi up --replace '${urn}'" to go on with it; ` +
    `otherwise delete the image with that generation in its tag ecs-lifecycle.`
  );
}

/** What to say of a replacement that was complete when its run was killed, before Pulumi could save it. */
export function unsavedReplacement({ urn }: { urn: string }, { generation }: OperationRecord): string {
  return (
    `another operation of this resource has made an image with the tag ecs-lifecycle=${formatMark(urn, generation)}. If no ` +
    `resource holds it (its run was killed before Pulumi could save it), it stays and is billed: adopt it, or delete it in ` +
    `the IMS console with its backup.`
  );
}
