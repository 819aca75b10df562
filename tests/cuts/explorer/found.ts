import type { History } from "./history";
import type { explored } from "./subjects";

/** A history that once went wrong, in its shortest form, and what holds it since. */
export interface Found {
  of: keyof typeof explored;
  history: History;
  /** What went wrong, and what was changed. */
  since: string;
}

/** Every history that the explorer has found. */
export const found: readonly Found[] = [
  {
    of: "OsReplacement",
    history: {
      lag: "records show 3 s late",
      first: null,
      secondAt: 25_300,
      second: { call: 13, kind: "killedBefore" },
    },
    since:
      "the second run took over at the moment in which the first one recorded the end, and was killed: the record stayed open for a day. " +
      "The run that began a change is left half a minute to record its end.",
  },
];
