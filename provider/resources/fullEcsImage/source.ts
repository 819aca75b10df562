import { constraintViolated, judge } from "../../constraints/constraint";
import type { Cloud } from "../../ports/cloud";
import { serversCalled } from "../serversCalled";
import { fullEcsImageConstraints } from "./constraints";
import type { FullEcsImageInputs } from "./inputs";

/** The ID of the source server: a name is looked up once, when the operation begins. */
export async function sourceServerId(inputs: FullEcsImageInputs, cloud: Cloud): Promise<string> {
  const server = inputs.server ?? "";
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(server)) return server.toLowerCase();
  const meant = serversCalled(server, await cloud.servers.list());
  if (meant.length === 1 && meant[0]) return meant[0].id;
  const found = { servers: { value: meant }, ...nothingLookedUp };
  const { refusals } = judge(fullEcsImageConstraints, "preflight", {
    inputs,
    isUnknown: () => false,
    live: found,
  });
  throw constraintViolated(refusals);
}

const notLookedUp = { unknown: "not looked up." };
const nothingLookedUp = {
  disks: notLookedUp,
  vaults: notLookedUp,
  namesakes: notLookedUp,
  quota: notLookedUp,
};
