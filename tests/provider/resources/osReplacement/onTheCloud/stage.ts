import assert from "node:assert/strict";
import { fleetIds, type CloudState, type Fault, type World } from "../../../../../emulator";
import type { Properties } from "../../../../../provider/lifecycle/hiddenInput";
import type { OperationRecord } from "../../../../../provider/procedures/operationRecord";
import { emulatedIn } from "../../../../cuts/emulatedIn";
import { Scene, withHidden } from "../../../../cuts/harness";
import { osReplacementSubject } from "../../../../cuts/osReplacementSubject";
import { recordsBeside } from "../../../../cuts/records";
import type { Subject } from "../../../../cuts/subject";

export { errorOf } from "../../fullEcsImage/carryOut";

/** A resource of a program, in front of an emulated cloud in virtual time. */
export type Stage = Scene<CloudState>;

/** What the program says: a stopped server with one data disk gets another public image. */
export const inputs = {
  server: fleetIds.db01,
  image: { id: fleetIds.suse },
  keyPair: "fleet-key",
  mayLoseSystemDisk: fleetIds.db01SystemDisk,
};

/** The server that is running, and may be stopped. */
export const running = {
  ...inputs,
  server: fleetIds.web01,
  mayLoseSystemDisk: fleetIds.web01SystemDisk,
  stopServer: { soft: true },
};

/** OsReplacement as the harness of cuts sees it, in one world. */
export function subjectIn(
  world: Partial<World> = {},
  faults: readonly Fault[] = [],
  program: Properties = inputs,
): Subject<CloudState> {
  return {
    ...osReplacementSubject,
    worlds: { this: (now) => emulatedIn(world, now, faults) },
    inputs: program,
  };
}

export const stageIn = (world: Partial<World> = {}, faults: readonly Fault[] = []): Stage =>
  new Scene<CloudState>(subjectIn(world, faults), "this");

export function serverIn({ servers }: CloudState, id: string = fleetIds.db01): CloudState["servers"][number] {
  const found = servers.find((server) => server.id === id);
  assert.ok(found, `there is no server ${id}`);
  return found;
}

/** The ID of a server's system disk. */
export function systemDiskIn(state: CloudState, id: string = fleetIds.db01): string | undefined {
  return serverIn(state, id).disks.find(({ device }) => device === "/dev/vda")?.id;
}

/** How often the cloud has changed an OS, or has begun to. */
export const changesIn = ({ osChanges }: CloudState): number => osChanges.length;

/** The operation records beside a server. */
export function recordsIn(state: CloudState, id: string = fleetIds.db01): OperationRecord[] {
  return recordsBeside(serverIn(state, id));
}

/** What is saved of the resource. */
export const outputsOf = (stage: Stage): Properties => stage.engine.state?.outputs ?? {};

/** The request for a change of the OS. */
export const request = { method: "POST", path: "/changeos$" };

/** The cloud does this to the next calls that match. */
export function put(stage: Stage, fault: Fault): void {
  stage.cloud.update(({ faults }) => faults.push({ ...fault, spared: 0, fired: 0 }));
}

/** "pulumi up", with time passing only as the test lets it. */
export const begin = (stage: Stage, program: Properties = inputs) =>
  stage.begin((engine, lifecycle) => engine.up(lifecycle, withHidden(program)));

/** The number of the call of this kind that an uncut run of the program makes. */
export async function callIn(
  uncut: Stage,
  program: Properties,
  isMeant: (call: string) => boolean,
  nth = 0,
): Promise<number> {
  await uncut.up(program).catch(() => undefined);
  const found = [...uncut.calls.keys()].filter((call) => isMeant(uncut.calls[call] ?? ""));
  assert.ok(found[nth] !== undefined, "the uncut run makes that call");
  return found[nth];
}

/** So many changes of the OS fail, before or after the disk was replaced. */
export const failing = (when: "beforeDisk" | "afterDisk", times: number): Fault => ({
  ...{ id: "f", kind: "osChangeFails", match: request, when, times },
  ...{ code: "Ecs.0202", reason: "no room for the disk" },
});
