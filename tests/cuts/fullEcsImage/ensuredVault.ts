import assert from "node:assert/strict";
import type { CloudState, World } from "../../../emulator";
import { worldsOf } from "../emulatedIn";
import { fullEcsImageSubject } from "../fullEcsImageSubject";
import type { History, Subject } from "../subject";

const name = "server-backups";
const sizeGb = 400;
const vault = { ensure: { name, size: sizeGb } };
const withVault = { vault, deleteVaultWhenEmpty: true };
const { inputs, changedInputs, replacingInputs, update } = fullEcsImageSubject;

export const lateWorld = "two vaults may have one name, effects show 5 s late";
export const strictWorld = "two vaults may not have one name";

const worlds: Record<string, Partial<World>> = {
  [lateWorld]: { visibilityLagSeconds: 5 },
  [strictWorld]: { duplicateVaultNames: "refused" },
};

/** FullEcsImage with a vault that is made for it, and goes with it. */
export const ensuredVault: Subject<CloudState> = {
  ...fullEcsImageSubject,
  worlds: worldsOf(worlds),
  inputs: { ...inputs, ...withVault },
  changedInputs: { ...changedInputs, ...withVault },
  replacingInputs: { ...replacingInputs, ...withVault },
  update: { from: { ...update.from, ...withVault }, to: { ...update.to, ...withVault } },
  assertComplete: (state, saved, history) => {
    fullEcsImageSubject.assertComplete(state, saved, history);
    const [made, ...others] = madeVaults(state);
    assert.equal(others.length, 0, "the vault is not doubled");
    assert.deepEqual(
      [made?.id, made?.sizeGb],
      [saved.outputs["vaultId"], sizeGb],
      "the vault is the one of the outputs, as it was asked for",
    );
  },
  assertGone: (state, history) => {
    fullEcsImageSubject.assertGone(state, history);
    for (const left of madeVaults(state)) assertStays(left, state, history);
  },
};

/** A vault stays where something else is in it, and the user was told. */
function assertStays(vault: CloudState["vaults"][number], state: CloudState, { warnings }: History): void {
  const isNeeded = vault.resources.length > 0 || state.backups.some(({ vaultId }) => vaultId === vault.id);
  assert.ok(isNeeded, "no empty vault is left");
  assert.ok(
    warnings.some((warning) => warning.includes(`(${vault.id}) stays`)),
    "the vault that is left was reported",
  );
}

function madeVaults(state: CloudState): CloudState["vaults"] {
  return state.vaults.filter((candidate) => candidate.name === name);
}
