import type { Fixture } from "./fixture";
import { fleetImages } from "./fleet/fleetImages";
import { fleetServers } from "./fleet/fleetServers";
import { fleetVaults } from "./fleet/fleetVaults";

export { fleetIds } from "./fleet/fleetIds";

/** A small fleet: thirteen servers, seven vaults, two public images. The first three servers are plain; each other one shows something. */
export const defaultFleet: Fixture = { servers: fleetServers, vaults: fleetVaults, images: fleetImages };
