import assert from "node:assert/strict";
import { changesBetween } from "../../../../provider/lifecycle/changes";
import { asAnyDefinition } from "../../../../provider/resources/definition";
import { osReplacement } from "../../../../provider/resources/osReplacement";
import {
  osReplacementChanges,
  osReplacementInputs,
  type OsReplacementInputs,
} from "../../../../provider/resources/osReplacement/inputs";
import { goal, ids, inputs } from "./samples";

const outputs = {
  ...inputs,
  ...{ serverId: ids.server, serverName: "web-01" },
  ...{ imageId: ids.newImage, imageName: "Ubuntu 24.04", imageKind: "public" },
};

/** What a change of the inputs means for what was saved: for example { image: "replace" }. */
function effects(news: Partial<OsReplacementInputs>): Record<string, string> {
  const given = { ...inputs, ...news };
  const changes = changesBetween(asAnyDefinition(osReplacement), outputs, given, goal.generation);
  return Object.fromEntries(changes.map(({ property, effect }) => [property, effect]));
}

describe("what a changed input does to a change of an OS", () => {
  it("every input says it", () => {
    assert.deepEqual(Object.keys(osReplacementChanges).sort(), Object.keys(osReplacementInputs.shape).sort());
  });
  for (const news of [
    { server: "db-01" },
    { image: { id: ids.image } },
    { image: { name: "Ubuntu 24.04", kind: "private" } },
    { image: { name: "Ubuntu 26.04", kind: "public" } },
    { encryption: {} },
    { licenseType: "BYOL" },
    { userData: "#cloud-config" },
    { triggers: [1] },
  ] as const)
    it(`another change of the OS: ${JSON.stringify(news)}`, () => {
      const [name = ""] = Object.keys(news);
      assert.deepEqual(effects(news as Partial<OsReplacementInputs>), { [name]: "replace" });
    });
  for (const news of [
    { server: "web-01" },
    { server: ids.server.toUpperCase() },
    { image: { name: "Ubuntu 24.04", kind: "public" } },
    { keyPair: "other" },
    { keyPairOwner: "u" },
    { password: "p" },
    { stopServer: { soft: true } },
    { settleSeconds: 60 },
    { backup: { id: ids.backup } },
    { maxBackupAgeHours: 1 },
    { mayLoseSystemDisk: ids.newDisk },
    { acceptLinuxToWindows: true },
  ] as const)
    it(`nothing: ${JSON.stringify(news)}`, () => {
      assert.deepEqual(effects(news as Partial<OsReplacementInputs>), {});
    });
  it("only what is saved, of what refresh does and of the profile", () => {
    assert.deepEqual(effects({ onDrift: "replaceAgain" }), { onDrift: "update" });
    assert.deepEqual(effects({ profile: "other" }), { profile: "update" });
  });
});

describe("the inputs of a change of an OS", () => {
  const refused = (given: object): string[] => {
    const parsed = osReplacementInputs.safeParse({ ...inputs, ...given });
    return parsed.success
      ? []
      : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  };
  it("OSR-09 rejects a type of the system disk: it cannot be chosen", () => {
    assert.match(refused({ diskType: "SSD" }).join(), /Unrecognized key/);
  });
  it("accepts a password of the documented form, and as much user data as the cloud takes", () => {
    for (const password of ["Sesame-1", "sesame-open-1", "SESAME-OPEN-1", `Aa1${"x".repeat(23)}`])
      assert.deepEqual(refused({ password }), []);
    for (const userData of ["", "x".repeat(32 * 1024)]) assert.deepEqual(refused({ userData }), []);
  });
  it("accepts the ID of a KMS key as the service writes it: of all small letters", () => {
    const keyId = "0g7z7777-0000-4000-8000-00000000000k";
    for (const given of [keyId, keyId.toUpperCase(), ids.key])
      assert.deepEqual(refused({ encryption: { keyId: given } }), []);
  });
  for (const [given, property] of [
    [{ image: ids.image }, "image"],
    [{ image: { id: "x" } }, "image.id"],
    [{ image: { kind: "golden" } }, "image.kind"],
    [{ encryption: true }, "encryption"],
    [{ encryption: { keyId: "disks" } }, "encryption.keyId"],
    [{ licenseType: "own" }, "licenseType"],
    [{ stopServer: true }, "stopServer"],
    [{ stopServer: { soft: false } }, "stopServer.soft"],
    [{ stopServer: { soft: true, hardAfterSeconds: 5 } }, "stopServer.hardAfterSeconds"],
    [{ settleSeconds: -1 }, "settleSeconds"],
    [{ mayLoseSystemDisk: "yes" }, "mayLoseSystemDisk"],
    [{ backup: ids.backup }, "backup"],
    [{ onDrift: "ignore" }, "onDrift"],
    [{ password: "" }, "password"],
    [{ password: "Short-1" }, "password"],
    [{ password: `Long-1${"x".repeat(21)}` }, "password"],
    [{ password: "onlysmallletters" }, "password"],
    [{ password: "smallletters1and2" }, "password"],
    [{ userData: "x".repeat(32 * 1024 + 1) }, "userData"],
    [{ userData: "\u00fc".repeat(16 * 1024 + 1) }, "userData"],
  ] as const)
    it(`refuses ${JSON.stringify(given).slice(0, 60)}, and says what is expected`, () => {
      const [reason = ""] = refused(given);
      assert.match(reason, new RegExp(`^${property.replace(".", "\\.")}: expected `));
    });
});
