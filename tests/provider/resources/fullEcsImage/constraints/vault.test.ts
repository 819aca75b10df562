import assert from "node:assert/strict";
import type { Vault } from "../../../../../provider/ports/vaults";
import type { FullEcsImageInputs } from "../../../../../provider/resources/fullEcsImage/inputs";
import {
  assertAnnounced,
  assertMet,
  assertRefused,
  judgedInputs,
  judgedLive,
  judgedWithoutLook,
  notLookedUp,
} from "../judged";
import { foreignMark, ids, server, vault } from "../samples";

type VaultInput = NonNullable<FullEcsImageInputs["vault"]>;

const ensure = (size?: number): { vault: VaultInput } => ({
  vault: { ensure: { name: "server-backups", ...(size !== undefined && { size }) } },
});

describe("the vault of a full-ECS image, in the inputs", () => {
  it("FEI-14 accepts a vault that is named by ID, by name, or as one to be made", () => {
    for (const named of [
      { id: ids.vault },
      { name: "vault-servers" },
      { ensure: { name: "server-backups" } },
    ])
      assertMet(judgedInputs("FEI-14", { vault: named }));
  });

  it("FEI-14 accepts a null in place of another way to name it", () => {
    assertMet(judgedInputs("FEI-14", { vault: { id: ids.vault, name: null, ensure: null } }));
  });

  it("FEI-14 rejects a vault that is named in no way", () => {
    for (const named of [{}, { id: null }])
      assertRefused(
        judgedInputs("FEI-14", { vault: named }),
        "vault",
        "names no vault",
        /id, name and ensure/,
      );
  });

  it("FEI-14 rejects a vault that is named in several ways, and says which", () => {
    assertRefused(
      judgedInputs("FEI-14", { vault: { id: ids.vault, name: "vault-servers" } }),
      "vault",
      "names a vault in 2 ways (id, name)",
    );
    assertRefused(
      judgedInputs("FEI-14", { vault: { id: ids.vault, name: "a", ensure: { name: "a" } } }),
      "vault",
      "names a vault in 3 ways (id, name, ensure)",
    );
  });

  it("FEI-14 rejects the deletion of a vault that named as one that exists already", () => {
    for (const named of [{ id: ids.vault }, { name: "vault-servers" }])
      assertRefused(
        judgedInputs("FEI-14", { vault: named, deleteVaultWhenEmpty: true }),
        "deleteVaultWhenEmpty",
        "named as one that exists already",
        /use ensure/,
      );
  });

  it("FEI-14 accepts the deletion of a vault that is to be made", () => {
    assertMet(judgedInputs("FEI-14", { ...ensure(), deleteVaultWhenEmpty: true }));
    assertMet(judgedInputs("FEI-14", { vault: { id: ids.vault }, deleteVaultWhenEmpty: false }));
  });

  it("FEI-14 accepts the service's limits of a vault: a name of 64 characters, 10 to 10,485,760 GB", () => {
    for (const size of [10, 10_485_760]) assertMet(judgedInputs("FEI-14", ensure(size)), String(size));
    assertMet(judgedInputs("FEI-14", { vault: { ensure: { name: "x".repeat(64), size: null } } }));
  });

  it("FEI-14 rejects a vault to be made with too long a name", () => {
    assertRefused(
      judgedInputs("FEI-14", { vault: { ensure: { name: "x".repeat(65) } } }),
      "vault.ensure.name",
      "65 characters",
      /1 to 64/,
    );
  });

  it("FEI-14 rejects a vault to be made that is too small or too large", () => {
    for (const size of [0, 9, 10_485_761, -1])
      assertRefused(
        judgedInputs("FEI-14", ensure(size)),
        "vault.ensure.size",
        `${size} GB`,
        /10 to 10485760 GB/,
      );
  });

  it("FEI-14 accepts what is not known yet", () => {
    assertMet(judgedInputs("FEI-14", {}, ["vault"]));
    assertMet(judgedInputs("FEI-14", {}), "that it is missing is FEI-13's");
    for (const way of ["vault.id", "vault.name", "vault.ensure"])
      assertMet(judgedInputs("FEI-14", { vault: {} }, [way]), way);
  });
});

const vaults = (...changes: Partial<Vault>[]) => ({
  vaults: { value: changes.map((change) => ({ ...vault, ...change })) },
});

describe("the vault of a full-ECS image, as the cloud shows it", () => {
  it("FEI-14 accepts a server backup vault of protection type Backup with room, by ID and by name", () => {
    assertMet(judgedLive("FEI-14", vaults({}), { vault: { id: ids.vault } }));
    const letters = { id: "abcdef00-0000-4000-8000-000000000001" };
    assertMet(judgedLive("FEI-14", vaults(letters), { vault: { id: letters.id.toUpperCase() } }));
    assertMet(judgedLive("FEI-14", vaults({}), { vault: { name: "vault-servers" } }));
    assertMet(judgedLive("FEI-14", vaults({}), { vault: { ensure: { name: "vault-servers" } } }));
  });

  it("FEI-14 rejects a vault that does not exist, as it was named", () => {
    const none = { vaults: { value: [] } };
    assertRefused(
      judgedLive("FEI-14", none, { vault: { id: ids.vault } }),
      "vault",
      `there is no vault ${ids.vault}`,
      /ensure/,
    );
    assertRefused(
      judgedLive("FEI-14", vaults({}), { vault: { name: "vault-99" } }),
      "vault",
      `there is no vault "vault-99"`,
      'The server backup vaults with the names most like it: "vault-servers".',
    );
  });

  it("FEI-14 accepts a vault that is to be made, and announces it", () => {
    assertAnnounced(
      judgedLive("FEI-14", vaults({}), ensure()),
      /"server-backups" does not exist.*will be made/,
    );
  });

  it("FEI-14 rejects a name that several vaults have, and names them all", () => {
    assertRefused(
      judgedLive("FEI-14", vaults({ id: "one" }, { id: "two" }), { vault: { name: "vault-servers" } }),
      "vault",
      `2 vaults are called "vault-servers": one, two`,
      /Give the ID/,
    );
    assertRefused(
      judgedLive("FEI-14", vaults({ id: "one" }, { id: "two" }), { vault: { ensure: { name: vault.name } } }),
      "vault",
      `2 vaults are called "vault-servers": one, two`,
    );
  });

  it("FEI-14 accepts two vaults of one name where this provider made one: two runs may have", () => {
    const both = vaults({ id: "one" }, { id: "two", mark: foreignMark });
    assertMet(judgedLive("FEI-14", both, { vault: { ensure: { name: vault.name } } }));
  });

  for (const kindText of ["server, replication", "disk, backup", "turbo, backup"])
    it(`FEI-14 rejects a vault of another type (${kindText}), with the type that it has`, () => {
      assertRefused(
        judgedLive("FEI-14", vaults({ forServerBackups: false, kindText })),
        "vault",
        `vault "vault-servers" (${ids.vault}) is for something else: ${kindText}`,
        /object type server, protection type Backup/,
      );
    });

  for (const stateText of ["frozen", "deleting", "error"])
    it(`FEI-14 rejects a vault in state ${stateText}`, () => {
      assertRefused(
        judgedLive("FEI-14", vaults({ usable: false, stateText })),
        "vault",
        `vault "vault-servers" (${ids.vault}) is in state ${stateText}`,
        /expected: state available/,
      );
    });

  it("FEI-14 rejects a full vault, with what it holds and may hold", () => {
    for (const usedGb of [100, 100.4, 120])
      assertRefused(
        judgedLive("FEI-14", vaults({ sizeGb: 100, usedGb })),
        "vault",
        `is full: ${Math.round(usedGb)} of 100 GB`,
        /Enlarge the vault/,
      );
  });

  it("FEI-14 accepts a vault with less room than the disks are large, and announces both sizes", () => {
    assertAnnounced(
      judgedLive("FEI-14", vaults({ sizeGb: 200, usedGb: 60.5 })),
      /139 GB free.*disks have 140 GB.*only if they are not full/,
    );
  });

  it("FEI-14 accepts a vault with exactly as much room as the disks are large", () => {
    assertMet(judgedLive("FEI-14", vaults({ sizeGb: 200, usedGb: 60 })));
  });

  const servers = (count: number) => Array.from({ length: count }, (_, index) => `server-${index}`);

  it("FEI-14 accepts a vault with 255 servers, and one with 256 of which this is one", () => {
    assertMet(judgedLive("FEI-14", vaults({ serverIds: servers(255) })));
    assertMet(judgedLive("FEI-14", vaults({ serverIds: [...servers(255), ids.server] })));
  });

  it("FEI-14 rejects a vault with 256 other servers", () => {
    assertRefused(
      judgedLive("FEI-14", vaults({ serverIds: servers(256) })),
      "vault",
      "has 256 servers",
      /fewer than 256/,
    );
  });

  it("FEI-14 rejects a server that is in another backup vault, and names that vault", () => {
    const team = { id: "team", name: "vault-team", serverIds: [ids.server] };
    for (const named of [{ id: ids.vault }, { name: vault.name }, { ensure: { name: "new" } }])
      assertRefused(
        judgedLive("FEI-14", vaults({}, team), { vault: named }),
        "vault",
        `web-01 belongs to vault "vault-team" (team)`,
        /Use that vault, \{ id: "team" \}.*deletes the backups/,
      );
  });

  it("FEI-14 accepts a server that is in the very vault, or in one that is for something else", () => {
    assertMet(judgedLive("FEI-14", vaults({ serverIds: [ids.server] })));
    const replicas = { id: "replicas", forServerBackups: false, serverIds: [ids.server] };
    assertMet(judgedLive("FEI-14", vaults({}, replicas)));
  });

  it("FEI-14 accepts vaults that could not be looked up, and announces it", () => {
    assertAnnounced(judgedLive("FEI-14", { vaults: notLookedUp }), /could not be checked: .*HTTP 503/);
  });

  it("FEI-14 accepts what is not known yet: the vault, the server, its disks", () => {
    assertMet(judgedLive("FEI-14", vaults({}), { vault: null }));
    assertMet(judgedWithoutLook("FEI-14", { vault: { id: ids.vault } }));
    for (const way of ["vault.id", "vault.name", "vault.ensure.name"])
      assertMet(judgedLive("FEI-14", { vaults: { value: [] } }, { vault: {} }, [way]), way);
    assertMet(judgedLive("FEI-14", { ...vaults({ sizeGb: 50 }), disks: notLookedUp }));
    const unseen = { ...vaults({}, { id: "b", serverIds: [server.id] }), servers: notLookedUp };
    assertMet(judgedLive("FEI-14", unseen));
  });

  it("refuses nothing but what is expected", () => {
    assert.deepEqual(judgedLive("FEI-14", vaults({})).refusals, []);
  });
});
