/** Something that is left for a human to do, or to know. */
export interface FollowUp {
  /** What it is, in a few words. */
  title: string;
  /** Why it matters. */
  why: string;
  /** What to do, in this order. */
  steps: string[];
  /** Where it is written. */
  source: {
    /** Title of the document. */
    document: string;
    /** Heading of the section in it. */
    section: string;
  };
}
