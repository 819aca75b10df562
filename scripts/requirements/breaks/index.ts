import type { BreakTable } from "./break";
import { fullEcsImageBreaks } from "./fullEcsImage";

/** Every break. */
export const breaks: BreakTable = { FullEcsImage: fullEcsImageBreaks };
