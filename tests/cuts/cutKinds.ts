/** What happens at the cut call. */
export type CutKind = Strike | Weather;

/** What strikes the process or its engine. */
export type Strike =
  /** The process dies, before or after the call has its effect. */
  | "killedBefore"
  | "killedAfter"
  /** The engine dies; the process finishes its call and goes on until it notices. */
  | "engineKilledBefore"
  | "engineKilledAfter"
  /** Ctrl-C. */
  | "interrupted";

/** What comes instead of the answer. */
export type Weather =
  /** The connection breaks, before or after the call has its effect. */
  | "lostBefore"
  | "lostAfter"
  /** The cloud refuses without effect. */
  | "throttledByGateway"
  | "throttledByService"
  | "unavailable"
  /** It refuses this call and the next 19 like it. */
  | "throttledLongByGateway"
  | "throttledLongByService"
  /** 200, with a body that is cut off. */
  | "halfBodyBefore"
  | "halfBodyAfter"
  /** 200, with an object that holds nothing. */
  | "emptyBodyBefore"
  | "emptyBodyAfter"
  /** 200, with a web page. */
  | "webPageBefore"
  | "webPageAfter"
  /** No answer until the caller's time-out. */
  | "silentBefore"
  | "silentAfter";

/** The cuts that are tried in every world. */
export const everydayKinds: readonly CutKind[] = [
  ...(["killedBefore", "killedAfter", "engineKilledBefore", "engineKilledAfter", "interrupted"] as const),
  ...(["lostBefore", "lostAfter", "throttledByGateway", "throttledByService", "unavailable"] as const),
];

/** The cuts by which a cloud or a network on its bad days shows itself. */
export const badWeatherKinds: readonly CutKind[] = [
  ...(["throttledLongByGateway", "throttledLongByService"] as const),
  ...(["halfBodyBefore", "halfBodyAfter", "emptyBodyBefore", "emptyBodyAfter"] as const),
  ...(["webPageBefore", "webPageAfter", "silentBefore", "silentAfter"] as const),
];

export const allKinds: readonly CutKind[] = [...everydayKinds, ...badWeatherKinds];
