import assert from "node:assert/strict";
import { selectedProfile } from "../../../provider/host/configuration";
import { Redactor } from "../../../provider/transport/redaction";

const valid = {
  cloud: "openTelekomCloud",
  region: "eu-de",
  projectId: "0123456789abcdef0123456789abcdef",
  accessKey: "EXAMPLEACCESSKEY0001",
  secretKey: "ExampleSecretKey0123456789abcdefABCDEF00",
};

function select(values: Record<string, string>) {
  const redactor = new Redactor();
  return { profile: selectedProfile({ get: (key) => values[key] }, redactor), redactor };
}

const withProfile = (settings: unknown) => ({
  "ecs-lifecycle:profile": "mine",
  "ecs-lifecycle:profiles": JSON.stringify({ mine: settings }),
});

describe("the selected profile", () => {
  it("is read from the stack's configuration", () => {
    assert.deepEqual(select(withProfile(valid)).profile, valid);
  });

  it("may be an emulated cloud", () => {
    const emulated = { cloud: "openTelekomCloud", emulator: { stateFile: "cloud.json", speed: 60 } };
    assert.deepEqual(select(withProfile(emulated)).profile, emulated);
  });

  it("has its secrets taken out of every text from then on", () => {
    const { redactor } = select(withProfile(valid));
    assert.equal(redactor.redact(`${valid.accessKey} ${valid.secretKey}`), "[secret] [secret]");
  });

  const refusals = [
    {
      reason: "nothing is configured",
      values: {},
      expected: /pulumi config set ecs-lifecycle:profile mine[^]*emulated cloud/,
    },
    {
      reason: "the name leads nowhere",
      values: { ...withProfile(valid), "ecs-lifecycle:profile": "other" },
      expected: /no profile of that name/,
    },
    {
      reason: "it is no JSON",
      values: { "ecs-lifecycle:profile": "mine", "ecs-lifecycle:profiles": "{secretKey" },
      expected: /not a map of profiles/,
    },
    {
      reason: "a setting is missing",
      values: withProfile({ ...valid, region: undefined }),
      expected: /region/,
    },
    {
      reason: "a setting is misspelt",
      values: withProfile({ ...valid, secretkey: "x" }),
      expected: /secretkey/,
    },
  ];
  for (const { reason, values, expected } of refusals)
    it(`is refused, with what to do, when ${reason}`, () => {
      assert.throws(
        () => select(values),
        (error: Error) => {
          assert.match(error.message, expected);
          assert.ok(!error.message.includes(valid.secretKey), "a message never holds a secret");
          return true;
        },
      );
    });
});
