import type { Meddling } from "./meddling";

/** A case that once went wrong, in its shortest form, and what holds it since. */
export interface Found {
  meddling: Meddling;
  /** What went wrong, and what was changed. */
  since: string;
}

const consent = "by the disk's ID";

/** Every case that was found. */
export const found: readonly Found[] = [
  {
    meddling: {
      ...{ consent, world: "the first change fails before the disk is replaced", call: 35 },
      ...{ act: "puts another system disk into it", killedForSeconds: null },
    },
    since:
      "The disk was there right after the first job had failed, was taken for what that had left, and was deleted by the second attempt. " +
      "An attempt has left only what was made while it ran.",
  },
  {
    meddling: {
      ...{ consent, world: "the first change fails before the disk is replaced", call: 36 },
      ...{ act: "puts another OS on it", killedForSeconds: null },
    },
    since:
      "The same of the disk of somebody's own change, which the run had to wait for before it could record its failure.",
  },
  {
    meddling: {
      ...{ consent, world: "everything shows at once", call: 48 },
      ...{ act: "puts another OS on it", killedForSeconds: null },
    },
    since:
      "In the settle time: every later run said that the server does not show the change, and the record stayed open for good. " +
      "Where the disk was made after the job had ended, the change is recorded as made, and what differs is told once.",
  },
];
