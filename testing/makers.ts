import type { BaseOutputs, Goal } from "../provider/resources/definition";
import type { InventedAccount } from "./inventedAccount";
import { madeFullEcsImage } from "./madeFullEcsImage";
import { madeOsReplacement } from "./madeOsReplacement";

type Maker = (goal: Goal<Record<string, unknown>>, account: InventedAccount) => BaseOutputs;

/** How the outputs of each kind of resource are made up. */
export const makers: Readonly<Record<string, Maker>> = {
  FullEcsImage: (goal, account) => madeFullEcsImage(goal, account),
  OsReplacement: (goal, account) => madeOsReplacement(goal, account),
};
