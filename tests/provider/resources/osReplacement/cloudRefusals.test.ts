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
    ["Ecs.0021", "", /quota/, "OSR-03"],
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
  it("says what the cloud says, where its code tells nothing", () => {
    for (const code of ["Ecs.0005", undefined])
      assert.equal(withAdvice(refused(code), "it was refused"), "it was refused");
  });
});
