/** Something that has to be put right first. Its message is complete in itself, so no stack is shown. */
export class Problem extends Error {}
