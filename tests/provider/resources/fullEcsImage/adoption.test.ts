import assert from "node:assert/strict";
import type { Backup } from "../../../../provider/ports/backups";
import type { Image } from "../../../../provider/ports/images";
import { formatMark } from "../../../../provider/ports/mark";
import { OperationFailure } from "../../../../provider/procedures/errors";
import { whyNotAdoptable } from "../../../../provider/resources/fullEcsImage/adoption";
import type { FullEcsImageInputs } from "../../../../provider/resources/fullEcsImage/inputs";
import { backup, foreignMark, goal, ids, image, vault } from "./samples";

/** Why this image cannot be adopted by a program that says this beside adopt; "" where it can. */
function whyNot(
  there: Partial<Image>,
  behind: Backup | "gone" = backup,
  beside: Partial<FullEcsImageInputs> = {},
): string {
  const asked = { urn: goal.urn, inputs: { adopt: ids.image, ...beside } };
  const failure = whyNotAdoptable(
    asked,
    { ...image, mark: undefined, ...there },
    behind === "gone" ? undefined : behind,
    behind === "gone" ? undefined : vault,
  );
  if (!failure) return "";
  assert.ok(failure instanceof OperationFailure);
  assert.equal(failure.kind, "constraintViolated");
  return failure.message;
}

describe("whether an image can be adopted", () => {
  it("is so for a usable full-ECS image that nobody of this provider holds", () => {
    assert.equal(whyNot({}), "");
  });

  it("is so for an image that this very resource has made, in whatever operation", () => {
    assert.equal(whyNot({ mark: image.mark }), "");
    assert.equal(whyNot({ mark: foreignMark }), "");
  });

  it("is so for one that is still being created", () => {
    assert.equal(whyNot({ state: "creating", stateText: "saving", backupId: undefined }, "gone"), "");
  });

  it("is so where the cloud does not say what the image holds, and a backup is behind it", () => {
    assert.equal(whyNot({ wholeServer: undefined }), "");
  });

  it("is so where source and vault are declared as they are, the source by ID or name", () => {
    for (const server of [ids.server, "web-01"])
      assert.equal(whyNot({}, backup, { server, vault: { id: ids.vault } }), "", server);
    assert.equal(whyNot({}, backup, { server: null, vault: null }), "");
    const letters = "abcdef00-0000-4000-8000-000000000001";
    assert.equal(whyNot({}, { ...backup, serverId: letters }, { server: letters.toUpperCase() }), "");
  });

  it("is so where the vault is declared by its name, and the enterprise project as it is", () => {
    assert.equal(whyNot({}, backup, { vault: { name: "vault-servers" } }), "");
    assert.equal(whyNot({}, backup, { vault: { ensure: { name: "vault-servers" } } }), "");
    assert.equal(whyNot({}, backup, { vault: { id: ids.vault.toUpperCase() } }), "");
    assert.equal(whyNot({}, backup, { enterpriseProject: "0" }), "");
    assert.equal(whyNot({ enterpriseProject: "ep" }, backup, { enterpriseProject: "ep" }), "");
    assert.equal(whyNot({ enterpriseProject: "ep" }), "", "left out");
  });

  it("is not so for an image that does not exist", () => {
    const asked = { urn: goal.urn, inputs: { adopt: ids.image } };
    const failure = whyNotAdoptable(asked, undefined, undefined, undefined);
    assert.match(failure?.message ?? "", new RegExp(`^adopt: there is no image ${ids.image} .*IMS console`));
  });

  const name = `image ${ids.image} ("web-01 full")`;
  for (const { reason, there, behind, beside, expected } of [
    {
      reason: "for an image of something else",
      there: { wholeServer: false },
      expected: [name, "is no full-ECS image"],
    },
    {
      reason: "where nothing says that it holds a whole server",
      there: { wholeServer: undefined, backupId: undefined },
      expected: [name, "is no full-ECS image"],
    },
    {
      reason: "for an image that failed",
      there: { state: "failed", stateText: "killed" },
      expected: [name, "is in state killed", "Only a usable image"],
    },
    {
      reason: "for another resource's image",
      there: { mark: formatMark("urn:pulumi:dev::p::t::another", "0123456789abcdef") },
      expected: [name, "belongs to another resource", "tag ecs-lifecycle=", "retainOnDelete"],
    },
    {
      reason: "where the backup behind it is gone",
      there: {},
      behind: "gone",
      expected: [`the backup behind ${name} is gone`, "take a new image"],
    },
    {
      reason: "where the program declares another source",
      there: {},
      beside: { server: "db-01" },
      expected: [`was made of server ${ids.server} (web-01)`, "says db-01", `server: "${ids.server}"`],
    },
    {
      reason: "where the program declares another vault",
      there: {},
      beside: { vault: { id: "another" } },
      expected: [`is in vault ${ids.vault}`, "says another", `vault: { id: "${ids.vault}" }`, "leave it out"],
    },
    {
      reason: "where the program declares a vault of another name",
      there: {},
      beside: { vault: { name: "another" } },
      expected: [
        `is in vault ${ids.vault} ("vault-servers")`,
        `says "another"`,
        `vault: { id: "${ids.vault}" }`,
      ],
    },
    {
      reason: "where the program declares another enterprise project",
      there: { enterpriseProject: "ep" },
      beside: { enterpriseProject: "0" },
      expected: ["is in enterprise project ep", "says 0", `enterpriseProject: "ep"`, "leave it out"],
    },
  ] as const)
    it(`is not so ${reason}`, () => {
      const message = whyNot(there, behind, beside);
      for (const text of ["adopt: ", ...expected]) assert.ok(message.includes(text), `${text}: ${message}`);
    });
});
