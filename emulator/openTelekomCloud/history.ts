import type { CloudState, Instant, LateCollection, VersionState } from "./cloudState";

interface LateObjects extends Record<LateCollection, { id: string }> {
  images: CloudState["images"][number];
  vaults: CloudState["vaults"][number];
  backups: CloudState["backups"][number];
  operationLogs: CloudState["operationLogs"][number];
  metadata: { id: string; metadata: Record<string, string> };
}

const lateCollections: LateCollection[] = ["images", "vaults", "backups", "operationLogs", "metadata"];

/** The moment that a read at `now` shows: an earlier one, in a world with a lag. */
export function seenAt(state: CloudState, collection: LateCollection, now: Instant): Instant {
  return now - lagMs(state, collection);
}

/** The objects as a read at `now` shows them. */
export function asSeen<Name extends LateCollection>(
  state: CloudState,
  collection: Name,
  now: Instant,
): LateObjects[Name][] {
  if (lagMs(state, collection) === 0) return present(state, collection);
  const at = seenAt(state, collection, now);
  const history: Record<string, VersionState[]> = state.history[collection] ?? {};
  return Object.values(history)
    .map((versions) => versions.findLast((version) => version.at <= at)?.json)
    .filter((json) => json !== undefined && json !== null)
    .map((json) => JSON.parse(json) as LateObjects[Name]);
}

/** Notes what has changed at `at`, where reads are late. To be called after each change, before time goes on. */
export function remember(state: CloudState, at: Instant): void {
  for (const collection of lateCollections) {
    const lag = lagMs(state, collection);
    if (lag > 0) rememberCollection(state, collection, at, at - lag);
    else if (state.history[collection]) Reflect.deleteProperty(state.history, collection);
  }
}

function rememberCollection(
  state: CloudState,
  collection: LateCollection,
  at: Instant,
  stillSeen: Instant,
): void {
  // What is there when the lag begins has been visible all the time.
  const since = state.history[collection] === undefined ? 0 : at;
  const history = (state.history[collection] ??= {});
  const texts = new Map(present(state, collection).map((object) => [object.id, JSON.stringify(object)]));

  for (const id of new Set([...Object.keys(history), ...texts.keys()])) {
    const versions = (history[id] ??= []);
    const json = texts.get(id) ?? null;
    if ((versions.at(-1)?.json ?? null) !== json) versions.push({ at: since, json });
    while ((versions[1]?.at ?? Infinity) <= stillSeen) versions.shift();
    if (versions.every((version) => version.json === null)) Reflect.deleteProperty(history, id);
  }
}

function present<Name extends LateCollection>(state: CloudState, name: Name): LateObjects[Name][] {
  const all: { [Each in LateCollection]: () => LateObjects[Each][] } = {
    images: () => state.images,
    vaults: () => state.vaults,
    backups: () => state.backups,
    operationLogs: () => state.operationLogs,
    metadata: () => state.servers.map(({ id, metadata }) => ({ id, metadata })),
  };
  return all[name]();
}

function lagMs({ world }: CloudState, collection: LateCollection): number {
  return 1000 * (collection === "metadata" ? world.metadataLagSeconds : world.visibilityLagSeconds);
}
