import { asAnyDefinition, type AnyDefinition } from "./definition";
import { fullEcsImage } from "./fullEcsImage";

/** Every resource of the package. */
export const definitions: readonly AnyDefinition[] = [asAnyDefinition(fullEcsImage)];
