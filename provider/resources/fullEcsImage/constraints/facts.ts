import type { Disk } from "../../../ports/disks";
import type { Image, ImageQuota } from "../../../ports/images";
import type { Server } from "../../../ports/servers";
import type { Vault } from "../../../ports/vaults";
import type { KnownInputs } from "../../definition";
import type { Looked } from "../../looked";
import type { FullEcsImageInputs } from "../inputs";

/** What the constraints look at. */
export interface Facts extends KnownInputs<FullEcsImageInputs> {
  /** Only at preflight. */
  live?: LiveFacts;
}

/** What the cloud shows about what the inputs name. */
export interface LiveFacts {
  /** Every server that the input names: one, if all is well. */
  servers: Looked<Server[]>;
  /** At preview, the names of all servers: what a name that is not there may have meant. */
  serverNames?: readonly string[];
  /** All its disks. */
  disks: Looked<Disk[]>;
  /** Every vault of the account. */
  vaults: Looked<Vault[]>;
  /** The images that have the wanted name. */
  namesakes: Looked<NamedImage[]>;
  quota: Looked<ImageQuota | undefined>;
}

/** An image that has the wanted name. */
export interface NamedImage extends Image {
  /** An earlier operation of this very resource has made it. */
  ours: boolean;
}

/** The one server that the input names. */
export function theServer({ servers }: LiveFacts): Server | undefined {
  return "value" in servers && servers.value.length === 1 ? servers.value[0] : undefined;
}
