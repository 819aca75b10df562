import type { OsFamily } from "../../ports/servers";

/** "Linux" and "Windows", in whatever case; undefined: another one, or none. */
export function osFamilyOf(text: string | undefined): OsFamily | undefined {
  return osFamilies[text?.toLowerCase() ?? ""];
}

const osFamilies: Record<string, OsFamily> = { linux: "Linux", windows: "Windows" };
