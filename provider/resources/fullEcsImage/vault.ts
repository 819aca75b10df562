import { Mutex } from "async-mutex";
import type { Cloud } from "../../ports/cloud";
import { CloudError } from "../../ports/cloudError";
import type { Vault, Vaults } from "../../ports/vaults";
import type { VaultInput } from "./inputs";

/** A vault cannot be smaller. */
const smallestGb = 10;
/** How long a vault that was asked for without an answer may take to show. */
const showsWithinMilliseconds = 15_000;

/** The vaults that the input means: one, if all is well. */
export function vaultsMeant({ id, name, ensure }: VaultInput, all: readonly Vault[]): Vault[] {
  if (id) return all.filter((vault) => vault.id === id.toLowerCase());
  const called = all.filter((vault) => vault.name === (name ?? ensure?.name));
  const made = called.filter((vault) => vault.mark !== undefined);
  // Two runs may have made it at the same moment: all use the older one.
  return ensure && called.length > 1 && made.length > 0 ? made.sort(byAge).slice(0, 1) : called;
}

/** Whether the vault is one that is to be made because there is none. */
export function isLeftToBeMade(input: VaultInput, all: readonly Vault[]): boolean {
  return Boolean(input.ensure) && vaultsMeant(input, all).length === 0;
}

/** How large a vault is made where the user does not say: as large as the server's disks together, in GiB. */
export function defaultVaultSizeGb(diskSizesGb: readonly number[]): number {
  return Math.max(
    smallestGb,
    diskSizesGb.reduce((sum, size) => sum + size, 0),
  );
}

interface Making {
  /** One at a time: several images of a program may ask for the same vault. */
  turn: Mutex;
  /** A list may show a new vault late. */
  made: Map<string, { vault: Vault; at: number }>;
  /** Requests that got no answer, and when that was known. */
  lost: Map<string, { at: number; error: CloudError }>;
}

const makingIn = new WeakMap<Vaults, Making>();

/**
 * The vault of this name: the one that is there, or a new one (FEI-14). Fails with `answerLost` where a request got no
 * answer, and as long as what came of it may not show yet: ask again after a while.
 */
export function ensureVault(
  { vaults, clock }: Pick<Cloud, "vaults" | "clock">,
  wanted: { name: string; sizeGb: number; mark: string },
): Promise<Vault> {
  const making: Making = makingIn.get(vaults) ?? { turn: new Mutex(), made: new Map(), lost: new Map() };
  makingIn.set(vaults, making);
  return making.turn.runExclusive(async () => {
    const [there] = vaultsMeant({ ensure: wanted }, await vaults.list());
    const made = making.made.get(wanted.name);
    const isNew = made && clock.now() - made.at < showsWithinMilliseconds;
    const known = there ?? (isNew ? made.vault : made && (await vaults.get(made.vault.id)));
    if (known) return known;
    const lost = making.lost.get(wanted.name);
    if (lost && clock.now() - lost.at < showsWithinMilliseconds) throw lost.error;
    try {
      const vault = await vaults.create(wanted);
      making.made.set(wanted.name, { vault, at: clock.now() });
      return vault;
    } catch (error) {
      if (error instanceof CloudError && error.kind === "answerLost")
        making.lost.set(wanted.name, { at: clock.now(), error });
      throw error;
    }
  });
}

function byAge(a: Vault, b: Vault): number {
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
}
