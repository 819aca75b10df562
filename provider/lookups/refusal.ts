import { inspect } from "node:util";

/** Why a lookup has no result, and what the user can do. */
export interface Refusal {
  seen: string;
  expected: string;
  remedy: string;
}

/** A lookup that found nothing, too much, or something of another kind. The message is complete in itself. */
export class LookupRefused extends Error {
  override readonly name = "LookupRefused";

  /** @param call what the program asked for: see {@link callText} */
  constructor(call: string, { seen, expected, remedy }: Refusal) {
    super([`${call}: ${seen}`, `expected: ${expected}`, `remedy: ${remedy}`].join("\n    "));
  }
}

/** The call as the program made it, for example `getServer({ name: 'web-01' })`. */
export function callText(name: string, args: unknown): string {
  return `${name}(${inspect(args, { breakLength: Infinity })})`;
}
