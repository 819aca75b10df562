import { asAnyDefinition, type AnyDefinition } from "./definition";
import { fullEcsImage } from "./fullEcsImage";
import { osReplacement } from "./osReplacement";

/** Every resource of the package. */
export const definitions: readonly AnyDefinition[] = [
  asAnyDefinition(fullEcsImage),
  asAnyDefinition(osReplacement),
];
