import { diskOf, serverOf, vaultOf, type Fixture } from "../../../emulator";

/** A vault with room for all images. */
export const vaultId = "33333333-0000-4000-8000-000000000001";

/** The ID of one of the servers, counted from 0. */
export function serverIdOf(number: number): string {
  return `11111111-0000-4000-8000-${String(number).padStart(12, "0")}`;
}

/** So many servers with a disk of 40 GB each, one vault, and room for an image of each. */
export function fleetOf(servers: number): Fixture {
  return {
    servers: Array.from({ length: servers }, (_, number) => {
      const id = serverIdOf(number);
      const disk = diskOf({ id: id.replace(/^1{8}/, "22222222") });
      return serverOf({ id, name: `server-${number}`, disks: [disk] });
    }),
    vaults: [vaultOf({ id: vaultId, name: "vault", sizeGb: 10_000_000 })],
    imageQuota: 10_000,
  };
}
