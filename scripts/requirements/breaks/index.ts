import type { BreakTable } from "./break";
import { fullEcsImageBreaks } from "./fullEcsImage";
import { osReplacementBreaks } from "./osReplacement";

/** Every break. */
export const breaks: BreakTable = { FullEcsImage: fullEcsImageBreaks, OsReplacement: osReplacementBreaks };
