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

function select(
  values: Record<string, string>,
  { wanted, environment = {} }: { wanted?: string; environment?: Record<string, string> } = {},
) {
  const redactor = new Redactor();
  const configuration = { get: (key: string) => values[key] };
  return { ...selectedProfile(wanted, { configuration, environment, redactor }), redactor };
}

const withProfile = (settings: unknown) => ({
  "ecs-lifecycle:profile": "mine",
  "ecs-lifecycle:profiles": JSON.stringify({ mine: settings }),
});

describe("the selected profile", () => {
  it("is read from the stack's configuration", () => {
    assert.deepEqual(select(withProfile(valid)).profile, valid);
  });

  it("is the one that a resource names", () => {
    const other = { ...valid, region: "eu-nl" };
    const values = {
      "ecs-lifecycle:profile": "mine",
      "ecs-lifecycle:profiles": JSON.stringify({ mine: valid, other }),
    };
    assert.deepEqual(select(values, { wanted: "other" }).profile, other);
    assert.throws(
      () => select(values, { wanted: "third" }),
      /the profile that is asked for is "third".* only: mine, other/,
    );
  });

  it("may have tags for everything that is made", () => {
    const defaultTags = { team: "web", ["k".repeat(36)]: "v".repeat(43), "a_B-9": "" };
    assert.deepEqual(select(withProfile({ ...valid, defaultTags })).profile, { ...valid, defaultTags });
  });

  for (const [key, value, expected] of [
    ["", "v", /1 to 36/],
    ["k".repeat(37), "v", /1 to 36/],
    ["a.b", "v", /1 to 36/],
    ["team", "v".repeat(44), /0 to 43/],
    ["team", "a b", /0 to 43/],
    ["ecs-lifecycle", "v", /sets that tag itself/],
  ] as const)
    it(`has no tag ${key}=${value}`, () => {
      assert.throws(() => select(withProfile({ ...valid, defaultTags: { [key]: value } })), expected);
    });

  it("may be an emulated cloud", () => {
    const emulated = { cloud: "openTelekomCloud", emulator: { stateFile: "cloud.json", speed: 60 } };
    assert.deepEqual(select(withProfile(emulated)).profile, emulated);
  });

  it("has its secrets taken out of every text from then on", () => {
    const { redactor } = select(withProfile(valid));
    assert.equal(redactor.redact(`${valid.accessKey} ${valid.secretKey}`), "[secret] [secret]");
  });

  it("is the environment's account where the stack has none", () => {
    for (const environment of [{ OS_CLOUD: "otc" }, { OS_ACCESS_KEY: "a" }, { OS_USERNAME: "u" }]) {
      const { name, profile } = select({}, { environment: environment });
      assert.deepEqual([name, profile], [undefined, { cloud: "openTelekomCloud" }]);
    }
  });

  it("is the stack's, whatever the environment says", () => {
    const environment = { OS_CLOUD: "otc" };
    assert.deepEqual(select(withProfile(valid), { environment }).profile, valid);
    assert.throws(() => select({}, { wanted: "mine", environment }), /no account is configured/);
  });

  it("is chosen by the stack where there are several", () => {
    const values = { "ecs-lifecycle:profiles": JSON.stringify({ mine: valid, other: valid }) };
    for (const environment of [{}, { OS_CLOUD: "otc" }] as Record<string, string>[])
      assert.throws(() => select(values, { environment }), /profile is not set.*mine, other/);
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
      reason: "two ways to log in are mixed",
      values: withProfile({ ...valid, userName: "me", password: valid.secretKey }),
      expected: /either accessKey[^]*userName/,
    },
    {
      reason: "a project is given twice",
      values: withProfile({ ...valid, projectName: "eu-de" }),
      expected: /give one of them[^]*projectName/,
    },
    {
      reason: "a token has no key",
      values: withProfile({ cloud: valid.cloud, securityToken: valid.secretKey }),
      expected: /temporary accessKey[^]*securityToken/,
    },
    {
      reason: "an endpoint is called in the clear",
      values: withProfile({ ...valid, endpoints: { ecs: "http://ecs.example" } }),
      expected: /expected https:[^]*endpoints.ecs/,
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
