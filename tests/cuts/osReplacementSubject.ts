import assert from "node:assert/strict";
import { fleetIds, type CloudState, type World } from "../../emulator";
import { isUnsettled } from "../../provider/procedures/operationRecord";
import { asAnyDefinition } from "../../provider/resources/definition";
import { osReplacement } from "../../provider/resources/osReplacement";
import { worldsOf } from "./emulatedIn";
import { recordIn, recordsBeside } from "./records";
import type { History, Saved, Subject } from "./subject";

/** Short stages: what matters is their order, and every look at the cloud is one more call to cut. */
const durations: Partial<World> = { stopSeconds: 10, startSeconds: 10, osChangeSeconds: 90 };

/** What the procedure sees, both ways. */
const worlds: Record<string, Partial<World>> = {
  "everything shows at once": {},
  "metadata and tags are lost by the change": { osChangeMetadata: "lost", osChangeTags: "lost" },
  "the server shows the new image early, and each step": {
    osChangeShowsImage: "early",
    osChangeShows: "rebuildSteps",
  },
  "the server shows nothing of the change": { osChangeShows: "nothing" },
  "the server shows 20 s late what it has become": { osChangeLagSeconds: 20 },
  "records show 3 s late, effects 5 s late, metadata is lost by the change": {
    metadataLagSeconds: 3,
    visibilityLagSeconds: 5,
    osChangeMetadata: "lost",
  },
  "the job is forgotten at once": { jobRecordLifetimeSeconds: 1 },
};

/** Those in which the bad weather is tried, too: everything shows at once, or late. */
export const badWeatherWorlds: readonly string[] = [
  "everything shows at once",
  "records show 3 s late, effects 5 s late, metadata is lost by the change",
];

/** Worlds in which an OS is changed within minutes. */
export function osWorldsOf(...[named, faults]: Parameters<typeof worldsOf>): Subject<CloudState>["worlds"] {
  const short = Object.entries(named).map(([name, world]) => [name, { ...durations, ...world }] as const);
  return worldsOf(Object.fromEntries(short), faults);
}

/** A running server, with two data disks, that may be stopped. */
const inputs = {
  server: fleetIds.web01,
  image: { id: fleetIds.suse },
  keyPair: "fleet-key",
  mayLoseSystemDisk: fleetIds.web01SystemDisk,
  stopServer: { soft: true },
  triggers: ["a"],
};

const mostChanges = 2;

/** OsReplacement in the harness of cuts. */
export const osReplacementSubject: Subject<CloudState> = {
  definition: asAnyDefinition(osReplacement),
  worlds: osWorldsOf(worlds),
  inputs,
  // The consent is for the disk that the first change deletes: whichever change comes first has spent it.
  changedInputs: { ...inputs, image: { id: fleetIds.windows }, acceptLinuxToWindows: true },
  // What is forced destroys nothing.
  replacingInputs: inputs,
  update: {
    from: { ...inputs, onDrift: "report" },
    to: { ...inputs, onDrift: "replaceAgain", stopServer: { soft: true, hardAfterSeconds: 60 } },
  },
  assertComplete,
  assertGone,
  recordIn,
  adviceIn: () => undefined,
  isFinalRefusal: (message) => isSpent(message) || isOfNobodysDisk(message) || hasNoThirdAttempt(message),
};

function isSpent(message: string): boolean {
  return message.includes("the consent is spent");
}

/** After a first attempt that nobody saw end: what is there now needs consent of its own. */
function isOfNobodysDisk(message: string): boolean {
  return message.includes("nothing shows that that attempt has left it");
}

function hasNoThirdAttempt(message: string): boolean {
  return message.includes("contact customer service for manual recovery");
}

function assertComplete(state: CloudState, saved: Saved, history: History): void {
  assertPromisesKept(state, history);
  if (history.refusal !== undefined) assertRefusedRightly(state, history, history.refusal);
  else assertChanged(state, saved, history);
}

function assertGone(state: CloudState, history: History): void {
  assertPromisesKept(state, history);
  const { imageId, status } = serverIn(state);
  const succeeded = changesIn(state, "succeeded");
  if (succeeded.length > 0) {
    assert.ok(imagesIn(history).includes(imageId), "the server keeps its new OS");
    assert.equal(status, "ACTIVE");
  }
  const open = recordsBeside(serverIn(state)).filter(isUnsettled);
  assert.deepEqual(open, [], "no record is left that operations on the server would wait for");
}

/** What holds however it ends. */
function assertPromisesKept(state: CloudState, history: History): void {
  assert.ok(state.osChanges.length <= mostChanges, `${state.osChanges.length} changes were begun`);
  const succeeded = changesIn(state, "succeeded");
  assert.ok(succeeded.length <= consentsIn(history), `${succeeded.length} changes succeeded`);
  assert.deepEqual(changesIn(state, "running"), [], "no change is left running");
  assert.deepEqual(
    succeeded.filter(({ loginBroken }) => loginBroken),
    [],
    "nobody has touched the server while password or key were injected",
  );
  assertDataDisksStay(state);
}

/** OSR-06 */
export function assertDataDisksStay(state: CloudState): void {
  const [, ...dataDisks] = serverIn(state).disks.map(({ id }) => id);
  assert.deepEqual(dataDisks, [fleetIds.web01LogDisk, fleetIds.web01DataDisk], "data disks stay");
}

/** The server is as the last program says, by one change, and the resource knows it. */
function assertChanged(state: CloudState, { outputs }: Saved, history: History): void {
  const server = serverIn(state);
  const [systemDisk] = server.disks;
  const last = changesIn(state, "succeeded").at(-1);
  assert.ok(last, "a change has succeeded");
  assert.deepEqual(
    { image: server.imageId, status: server.status, task: server.taskState, systemDisk: systemDisk?.id },
    {
      image: imagesIn(history).at(-1),
      status: "ACTIVE",
      task: null,
      systemDisk: last.newSystemDiskId,
    },
  );
  assert.deepEqual(
    [outputs["settled"], outputs["imageId"], outputs["systemDisk"]],
    [true, server.imageId, { ...(outputs["systemDisk"] as object), id: systemDisk?.id }],
  );
  assert.deepEqual(
    recordsBeside(server).map((record) => record.state),
    ["settled"],
  );
}

/** The program is not carried out: the server is in the goal of an earlier one, or beyond what the guide allows. */
function assertRefusedRightly(state: CloudState, history: History, refusal: string): void {
  const { imageId, status } = serverIn(state);
  const [systemDisk] = serverIn(state).disks;
  const isLeftByFailure = changesIn(state, "failed").some(
    ({ newSystemDiskId }) => newSystemDiskId === systemDisk?.id,
  );
  if (isOfNobodysDisk(refusal) || (isSpent(refusal) && isLeftByFailure)) {
    assert.ok(isLeftByFailure, "the first attempt has replaced the disk");
    assert.ok(refusal.includes(`"${systemDisk?.id}"`), "the line to paste names the disk");
    return;
  }
  if (isSpent(refusal)) {
    assert.equal(changesIn(state, "succeeded").length, 1, "what has spent the consent is one change");
    const images = imagesIn(history);
    assert.ok(images.includes(imageId), "an earlier program is carried out");
    assert.notEqual(imageId, images.at(-1), "where the last program is carried out nothing is refused");
    assert.equal(status, "ACTIVE");
    return;
  }
  assert.deepEqual(changesIn(state, "succeeded"), [], "what has succeeded needs no recovery");
  const facts = [status, imageId, systemDisk?.id ?? "", ...state.osChanges.map(({ id }) => id)];
  for (const fact of facts) assert.ok(refusal.includes(fact), `the error tells ${fact}: ${refusal}`);
}

/** How many changes the programs have consented to: the ID of a disk is one consent, and "any" is one for all triggers. */
function consentsIn({ inputs }: History): number {
  return new Set(
    inputs.map(({ mayLoseSystemDisk: disk, triggers }) => (disk === "any" ? JSON.stringify(triggers) : disk)),
  ).size;
}

function imagesIn({ inputs }: History): string[] {
  return inputs.map(({ image }) => (image as { id: string }).id);
}

function changesIn(
  { osChanges }: CloudState,
  wanted: CloudState["osChanges"][number]["result"],
): CloudState["osChanges"] {
  return osChanges.filter(({ result }) => result === wanted);
}

function serverIn({ servers }: CloudState): CloudState["servers"][number] {
  const server = servers.find(({ id }) => id === fleetIds.web01);
  assert.ok(server, "the server is there");
  return server;
}
