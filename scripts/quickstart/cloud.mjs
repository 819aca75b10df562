import { createRequire } from "node:module";
import { join } from "node:path";
import { checkout } from "../setup/checkout.mjs";
import { table } from "./table.mjs";
import { cloudFile } from "./workFolder.mjs";

/**
 * What is listed: the heading, where it is in the cloud's state, and what a reader wants to know of each.
 *
 * @type {{ title: string, of: (state: any) => any[], cells: (thing: any) => string[] }[]}
 */
const lists = [
  {
    title: "servers",
    of: (state) => state.servers,
    cells: ({ name, id, status, disks }) => [
      name,
      id,
      status,
      `disks: ${disks.map((/** @type {any} */ disk) => `${disk.sizeGb} GB`).join(", ")}`,
    ],
  },
  {
    title: "vaults (where backups are stored)",
    of: (state) => state.vaults,
    cells: ({ name, id, status, usedMb, sizeGb }) => [
      name,
      id,
      status,
      `${Math.round(usedMb / 1024)} of ${sizeGb} GB used`,
    ],
  },
  {
    title: "backups",
    of: (state) => state.backups,
    cells: ({ name, id, status, serverName, sizeGb }) => [name, id, status, `of ${serverName}, ${sizeGb} GB`],
  },
  {
    title: "private images",
    of: (state) => state.images.filter((/** @type {any} */ image) => image.imageType === "private"),
    cells: ({ name, id, status, backupId }) => [name, id, status, backupId ? `from backup ${backupId}` : ""],
  },
];

/** What the emulated cloud holds, as a text. */
export function whatTheCloudHolds() {
  const load = createRequire(import.meta.url);
  const { EmulatedOpenTelekomCloud } = load(join(checkout, "dist", "emulator"));
  const state = new EmulatedOpenTelekomCloud({ stateFile: cloudFile }).state();
  return lists
    .map(({ title, of, cells }) => {
      const rows = of(state).map(cells);
      return `  ${title}\n${rows.length === 0 ? "    none" : table(rows).replaceAll(/^/gm, "  ")}`;
    })
    .join("\n");
}
