import assert from "node:assert/strict";
import { CloudError } from "../../../../provider/ports/cloudError";
import { withAdvice } from "../../../../provider/resources/osReplacement/cloudRefusals";

const refused = (code?: string): CloudError =>
  new CloudError("refused", "POST ecs /v2/p/cloudservers/s/changeos", { reason: "no", status: 400, code });

describe("what the cloud refuses by itself", () => {
  for (const [code, property, remedy, id] of [
    ["Ecs.0314", "keyPair: ", /keyPairOwner/, "OSR-19"],
    ["Ecs.0011", "password: ", /keyPair/, "OSR-19"],
    ["Ecs.0025", "encryption: ", /Security Administrator.*EVSAccessKMS/, "OSR-15"],
    ["Ecs.0912", "encryption: ", /Enable the key/, "OSR-15"],
    ...["Ecs.0021", "EVS.1034", "EVS.1042", "EVS.5413"].map((code) => [code, "", /quota/, "OSR-03"] as const),
    ...["EVS.2055", "EVS.2143"].map(
      (code) => [code, "encryption: ", /Security Administrator.*EVSAccessKMS/, "OSR-15"] as const,
    ),
    ["EVS.2040", "encryption: ", /Enable the key/, "OSR-15"],
    ...["Ecs.0007", "Ecs.0058", "Ecs.0074", "Ecs.0075"].map(
      (code) => [code, "image: ", /another image/, "OSR-20"] as const,
    ),
    ["Ecs.0030", "server: ", /billing/, "OSR-17"],
    ["Ecs.0605", "server: ", /Unlock/, "OSR-17"],
    ["Ecs.0306", "image: ", /backup/, "OSR-20"],
    ["Ecs.0304", "image: ", /IMS console/, "OSR-20"],
    ...["Ecs.0101", "Ecs.0503"].map((code) => [code, "server: ", /system disk/, "OSR-18"] as const),
    ["Ecs.0090", "licenseType: ", /"system"/, "OSR-21"],
    ["Ecs.0031", "image: ", /IMS console/, "OSR-20"],
    ["Ecs.0032", "image: ", /Normal/, "OSR-20"],
    ["Ecs.0034", "image: ", /backup.*is gone/, "OSR-20"],
    ["Ecs.0105", "server: ", /system disk/, "OSR-18"],
  ] as const)
    it(`says with ${code} which input is to blame, what to do, and which rule it is`, () => {
      const [first, second = "", third = ""] = withAdvice(refused(code), "it was refused").split("\n    ");
      assert.equal(first, `${property}it was refused`);
      assert.match(second, /^remedy: /);
      assert.match(second, remedy);
      assert.ok(third.startsWith(`[${id}: Open Telekom Cloud, `), third);
    });
  for (const code of ["Ecs.0003", "Ecs.0110", "Pdp.0001"])
    it(`says with ${code} which permission is missing`, () => {
      const [first, remedy, ...more] = withAdvice(refused(code), "it was refused").split("\n    ");
      assert.deepEqual([first, more], ["it was refused", []]);
      assert.match(remedy ?? "", /^remedy: .*ecs:cloudServers:changeOS/);
    });
  it("says what the cloud says, where its code tells nothing", () => {
    for (const code of ["Ecs.0005", undefined])
      assert.equal(withAdvice(refused(code), "it was refused"), "it was refused");
  });
});
