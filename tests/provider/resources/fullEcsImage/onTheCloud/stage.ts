import assert from "node:assert/strict";
import { fleetIds, type CloudState, type Fault } from "../../../../../emulator";
import type { Properties } from "../../../../../provider/lifecycle/hiddenInput";
import { isRecordKey } from "../../../../../provider/procedures/operationRecord";
import { fullEcsImageSubject } from "../../../../cuts/fullEcsImageSubject";
import { Scene, withHidden } from "../../../../cuts/harness";
import { linux } from "../samples";

export { errorOf } from "../carryOut";

/** A resource of a program, in front of an emulated cloud in virtual time. */
export type Stage = Scene<CloudState>;

/** What the program says. */
export const inputs = {
  guest: linux,
  server: fleetIds.web01,
  vault: { id: fleetIds.vaultServers },
  name: "web-01 full",
  description: "before the upgrade",
};

export const stageIn = (world = "image visible while made, job ends before the backup"): Stage =>
  new Scene<CloudState>(fullEcsImageSubject, world);

/** The private images of the cloud. */
export const made = ({ images }: CloudState): CloudState["images"] =>
  images.filter(({ imageType }) => imageType === "private");

/** The keys of all operation records. */
export const records = ({ servers }: CloudState): string[] =>
  servers.flatMap(({ metadata }) => Object.keys(metadata).filter(isRecordKey));

/** A server of the fleet, to be changed. */
export function serverIn(
  { servers }: CloudState,
  id: string = fleetIds.web01,
): CloudState["servers"][number] {
  const found = servers.find((server) => server.id === id);
  assert.ok(found, `there is no server ${id}`);
  return found;
}

/** What is saved of the resource. */
export const outputsOf = (stage: Stage): Properties => stage.engine.state?.outputs ?? {};

/** The request for an image. */
export const request = { method: "POST", path: "/wholeimages/action$" };

/** The cloud does this to the next calls that match. */
export function put(stage: Stage, fault: Fault): void {
  stage.cloud.update(({ faults }) => faults.push({ ...fault, spared: 0, fired: 0 }));
}

/** "pulumi up", with time passing only as the test lets it. */
export const begin = (stage: Stage, program: Properties = inputs) =>
  stage.begin((engine, lifecycle) => engine.up(lifecycle, withHidden(program)));

/** Something happens in the cloud while a command runs. */
export async function meanwhile<T>(
  stage: Stage,
  seconds: number,
  happens: (state: CloudState) => void,
  command: Promise<T>,
): Promise<T> {
  command.catch(() => undefined);
  await stage.time.until(stage.time.sleep(seconds * 1000));
  stage.cloud.update(happens);
  return stage.time.until(command);
}
