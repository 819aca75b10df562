import type { CloudState } from "../../emulator";
import type { Properties } from "../../provider/lifecycle/hiddenInput";
import { fullEcsImageSubject } from "../../tests/cuts/fullEcsImageSubject";
import { Scene, withHidden } from "../../tests/cuts/harness";

/** How many calls a command makes. */
export interface Calls {
  refresh100: number;
  refresh1000: number;
  /** Of name, description and memory at once; the looks before and after it count. */
  update: number;
}

const world = "image visible while made, job ends before the backup";

/** Counts calls in virtual time, where nothing depends on the machine. */
export async function countCalls(): Promise<Calls> {
  return {
    refresh100: await callsOfRefresh(100),
    refresh1000: await callsOfRefresh(1000),
    update: await callsOfUpdate(),
  };
}

async function callsOfUpdate(): Promise<number> {
  const scene = new Scene<CloudState>(fullEcsImageSubject, world);
  const { inputs } = fullEcsImageSubject;
  await scene.up(inputs);
  const changed = { ...inputs, name: "another", description: "another", minRamMb: 1024, maxRamMb: 4096 };
  return (await scene.up(changed)).calls.length;
}

/** One image is made; the others are its like, each with a server and a backup of its own. */
async function callsOfRefresh(images: number): Promise<number> {
  const scene = new Scene<CloudState>(fullEcsImageSubject, world);
  await scene.up(fullEcsImageSubject.inputs);
  const { id, outputs } = scene.engine.state ?? { id: "", outputs: {} };
  const all = Array.from({ length: images }, (_, number) => likeOf(outputs, number));
  scene.cloud.update((state) => {
    for (let number = 1; number < images; number++) addLikes(state, outputs, number);
  });
  const { calls } = await scene.command((_engine, lifecycle) =>
    Promise.all(all.map((one) => lifecycle.read(id, one))),
  );
  return calls.length;
}

function likeOf(outputs: Properties, number: number): Properties {
  const others = ["imageId", "backupId", "serverId"].map((name) => [name, idOf(outputs[name], number)]);
  return withHidden({ ...outputs, ...(Object.fromEntries(others) as Properties) });
}

function addLikes(state: CloudState, outputs: Properties, number: number): void {
  for (const [things, name] of [
    [state.images, "imageId"],
    [state.backups, "backupId"],
    [state.servers, "serverId"],
  ] as const) {
    const one = (things as { id: string }[]).find(({ id }) => id === outputs[name]);
    if (!one) throw new Error(`the cloud does not hold the ${name} that was made`);
    (things as { id: string }[]).push({ ...one, id: idOf(one.id, number) });
  }
}

/** The ID itself for the first, and others for the others. */
function idOf(id: unknown, number: number): string {
  const text = String(id);
  return number === 0 ? text : text.slice(0, -8) + number.toString(16).padStart(8, "0");
}
