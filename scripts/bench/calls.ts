import type { CloudState } from "../../emulator";
import type { Properties } from "../../provider/lifecycle/hiddenInput";
import { fullEcsImageSubject } from "../../tests/cuts/fullEcsImageSubject";
import { Scene, withHidden } from "../../tests/cuts/harness";
import { inputs as osInputs, subjectIn } from "../../tests/provider/resources/osReplacement/onTheCloud/stage";
import type { Subject } from "../../tests/cuts/subject";

/** How many calls a command makes. */
export interface Calls {
  refresh100: number;
  refresh1000: number;
  /** Of name, description and memory at once; the looks before and after it count. */
  update: number;
  osReplacementRefresh100: number;
  osReplacementUpWithoutChanges: number;
}

const world = "image visible while made, job ends before the backup";

/** A resource that is made once, and the things of the cloud that each of its likes needs of its own. */
interface Kind {
  subject: Subject<CloudState>;
  world: string;
  things: Record<string, (state: CloudState) => { id: string }[]>;
}

const images: Kind = {
  subject: fullEcsImageSubject,
  world,
  things: {
    imageId: (state) => state.images,
    backupId: (state) => state.backups,
    serverId: (state) => state.servers,
  },
};

const osReplacements: Kind = {
  subject: subjectIn({}, [], osInputs),
  world: "this",
  things: { serverId: (state) => state.servers },
};

/** Counts calls in virtual time, where nothing depends on the machine. */
export async function countCalls(): Promise<Calls> {
  return {
    refresh100: await callsOfRefresh(images, 100),
    refresh1000: await callsOfRefresh(images, 1000),
    update: await callsOfUpdate(),
    osReplacementRefresh100: await callsOfRefresh(osReplacements, 100),
    osReplacementUpWithoutChanges: await callsOfUpWithoutChanges(osReplacements),
  };
}

async function callsOfUpdate(): Promise<number> {
  const scene = new Scene<CloudState>(fullEcsImageSubject, world);
  const { inputs } = fullEcsImageSubject;
  await scene.up(inputs);
  const changed = { ...inputs, name: "another", description: "another", minRamMb: 1024, maxRamMb: 4096 };
  return (await scene.up(changed)).calls.length;
}

async function callsOfUpWithoutChanges({ subject, world: name }: Kind): Promise<number> {
  const scene = new Scene<CloudState>(subject, name);
  await scene.up(subject.inputs);
  const { result, calls } = await scene.up(subject.inputs);
  if (result !== "unchanged") throw new Error(`the same inputs again ended as ${String(result)}`);
  return calls.length;
}

/** One is made; the others are its like, each with a server, and what else belongs to it, of its own. */
async function callsOfRefresh({ subject, world: name, things }: Kind, count: number): Promise<number> {
  const scene = new Scene<CloudState>(subject, name);
  await scene.up(subject.inputs);
  const { id, outputs } = scene.engine.state ?? { id: "", outputs: {} };
  const all = Array.from({ length: count }, (_, number) => likeOf(things, outputs, number));
  scene.cloud.update((state) => {
    for (let number = 1; number < count; number++) addLikes(things, state, outputs, number);
  });
  const { calls, result } = await scene.command((_engine, lifecycle) =>
    Promise.all(all.map((one) => lifecycle.read(id, one))),
  );
  if (!result?.every((one) => one.id === id)) throw new Error("the refresh has not found all of them");
  return calls.length;
}

function likeOf(things: Kind["things"], outputs: Properties, number: number): Properties {
  const others = Object.keys(things).map((name) => [name, idOf(outputs[name], number)]);
  return withHidden({ ...outputs, ...(Object.fromEntries(others) as Properties) });
}

function addLikes(things: Kind["things"], state: CloudState, outputs: Properties, number: number): void {
  for (const [name, listOf] of Object.entries(things)) {
    const list = listOf(state);
    const one = list.find(({ id }) => id === outputs[name]);
    if (!one) throw new Error(`the cloud does not hold the ${name} that was made`);
    list.push({ ...one, id: idOf(one.id, number) });
  }
}

/** The ID itself for the first, and others for the others. */
function idOf(id: unknown, number: number): string {
  const text = String(id);
  return number === 0 ? text : text.slice(0, -8) + number.toString(16).padStart(8, "0");
}
