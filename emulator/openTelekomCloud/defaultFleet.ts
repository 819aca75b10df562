import type { Fixture } from "./fixture";
import { fleetImages } from "./fleet/fleetImages";
import { fleetAgencies, fleetKeyPairs, fleetKmsKeys } from "./fleet/fleetKeys";
import { fleetServers } from "./fleet/fleetServers";
import { fleetVaults } from "./fleet/fleetVaults";
import { ownBackups, ownImages } from "./fleet/ownImages";

export { fleetIds } from "./fleet/fleetIds";

/** A small fleet without private images. The first three servers are plain; each other one shows something. */
export const defaultFleet: Fixture = {
  servers: fleetServers,
  vaults: fleetVaults,
  images: fleetImages,
  keyPairs: fleetKeyPairs,
  kmsKeys: fleetKmsKeys,
  agencies: fleetAgencies,
};

/** The same fleet with private images of its servers, and the backup behind one of them. */
export const fleetWithOwnImages: Fixture = {
  ...defaultFleet,
  vaults: fleetVaults.map((vault) => ({
    ...vault,
    usedMb: ownBackups
      .filter(({ vaultId }) => vaultId === vault.id)
      .reduce((sum, { storedMb }) => sum + storedMb, vault.usedMb),
  })),
  images: [...fleetImages, ...ownImages],
  backups: ownBackups,
};
