/** A small change of the source that takes one statement out of one of its places. */
export interface Break {
  /** The statement's number. */
  id: string;
  /** The place, as the record's `where` writes it: `file.ts: identifier`. */
  place: string;
  /** What the source no longer does with this change, in a few words. */
  without: string;
  /** The text to replace; it stands in the file exactly once. */
  find: string;
  /** What replaces it. It has to compile: the types of the file are checked. */
  replace: string;
}

/** The breaks of every resource, by its kind. */
export type BreakTable = Readonly<Record<string, readonly Break[]>>;
