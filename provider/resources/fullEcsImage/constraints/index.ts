import type { Constraint } from "../../../constraints/constraint";
import type { Facts } from "./facts";
import { guestConstraints } from "./guest";
import { imageConstraints } from "./image";
import { sourceConstraints } from "./source";
import { vaultConstraints } from "./vault";

export { fullEcsImageCarriedOut } from "./carriedOut";
export type { Facts, LiveFacts, NamedImage } from "./facts";

/** The documented conditions of a full-ECS image. */
export const fullEcsImageConstraints: readonly Constraint<Facts>[] = [
  ...sourceConstraints,
  ...guestConstraints,
  ...vaultConstraints,
  ...imageConstraints,
];
