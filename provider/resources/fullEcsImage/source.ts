import { constraintViolated, judge } from "../../constraints/constraint";
import type { Cloud } from "../../ports/cloud";
import { serverIdOf } from "../namedServer";
import { fullEcsImageConstraints } from "./constraints";
import type { FullEcsImageInputs } from "./inputs";

/** The ID of the source server: a name is looked up once, when the operation begins. */
export function sourceServerId(inputs: FullEcsImageInputs, cloud: Cloud): Promise<string> {
  return serverIdOf(inputs.server ?? "", cloud, (meant) => {
    const live = { servers: { value: meant }, ...nothingLookedUp };
    const facts = { inputs, isUnknown: () => false, live };
    return constraintViolated(judge(fullEcsImageConstraints, "preflight", facts).refusals);
  });
}

const notLookedUp = { unknown: "not looked up." };
const nothingLookedUp = {
  disks: notLookedUp,
  vaults: notLookedUp,
  namesakes: notLookedUp,
  quota: notLookedUp,
};
