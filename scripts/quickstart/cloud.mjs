import { createRequire } from "node:module";
import { join } from "node:path";
import { checkout } from "../setup/checkout.mjs";
import { inOneLine, table } from "./table.mjs";
import { cloudFile } from "./workFolder.mjs";

/** What is listed, and which of its properties tell a reader what it is. */
const shown = ["id", "name", "status"];

/** What the emulated cloud holds, as a text. */
export function whatTheCloudHolds() {
  const load = createRequire(import.meta.url);
  const { EmulatedOpenTelekomCloud } = load(join(checkout, "dist", "emulator"));
  const state = new EmulatedOpenTelekomCloud({ stateFile: cloudFile }).state();
  return ["servers", "vaults", "backups", "images"]
    .map((kind) => {
      const things = Object.values(state[kind] ?? {});
      const rows = things.map((thing) => shown.map((property) => inOneLine(thing[property] ?? "")));
      return `  ${kind}:\n${rows.length === 0 ? "    none" : table(rows).replaceAll(/^/gm, "  ")}`;
    })
    .join("\n");
}
