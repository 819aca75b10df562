import type { AccountIdentity } from "../ports/cloud";
import { OperationFailure } from "../procedures/errors";

/** What was made in one account is not looked for in another. */
export function confirmSameAccount(then: AccountIdentity, now: AccountIdentity): void {
  if (then.cloud === now.cloud && then.region === now.region && then.projectId === now.projectId) return;
  const name = ({ cloud, region, projectId }: AccountIdentity): string =>
    `${cloud}, ${region}, project ${projectId}`;
  throw new OperationFailure(
    "wrongAccount",
    `this resource was made in ${name(then)}, and the profile now leads to ${name(now)}. ` +
      `What is not found there is not gone: set the profile back (ecs-lifecycle:profile, ecs-lifecycle:profiles) and run "pulumi up": ` +
      `"pulumi refresh" and "pulumi destroy" use the configuration that the last "pulumi up" had.`,
  );
}
