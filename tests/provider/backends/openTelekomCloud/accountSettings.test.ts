import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { accountSettings } from "../../../../provider/backends/openTelekomCloud/accountSettings";
import type { OpenTelekomCloudProfile } from "../../../../provider/backends/openTelekomCloud/profile";
import { Redactor } from "../../../../provider/transport/redaction";

const key = { accessKey: "PROFILE-AK", secretKey: "PROFILE-SK" };
const osKey = { OS_ACCESS_KEY: "OS-AK-1234", OS_SECRET_KEY: "OS-SK-1234" };
const place = { region: "eu-de", projectId: "p-1" };
const osPlace = { OS_REGION_NAME: "eu-nl", OS_PROJECT_ID: "os-p" };

describe("the settings of an account", () => {
  const folder = mkdtempSync(join(tmpdir(), "account-"));
  const [working, home, system] = ["program", "home", "etc"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const redactor = new Redactor();

  const write = (path: string, ...lines: string[]): void => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, lines.join("\n"));
  };
  const settle = (
    profile: Omit<OpenTelekomCloudProfile, "cloud"> | undefined,
    environment: Record<string, string> = {},
  ) =>
    accountSettings(
      { cloud: "openTelekomCloud", ...profile },
      profile && "mine",
      { environment: { HOME: home, ...environment }, workingFolder: working, systemFolder: system },
      redactor,
    );

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  describe("in the profile", () => {
    it("are enough where it is complete: nothing else is looked at", () => {
      const environment = {
        OS_CLOUD: "there is no such cloud",
        ...osPlace,
        ...osKey,
        OS_AUTH_URL: "https://other",
      };
      const settings = settle({ ...place, ...key }, environment);
      assert.deepEqual(settings, {
        region: "eu-de",
        project: { id: "p-1" },
        credentials: { accessKey: "PROFILE-AK", secretKey: "PROFILE-SK", securityToken: undefined },
        credentialsDescription: 'an access key from the profile "mine"',
        authUrl: undefined,
        caFile: undefined,
      });
    });

    it("may be a temporary key", () => {
      const settings = settle({ ...place, ...key, securityToken: "t" });
      assert.deepEqual(settings.credentials, { ...key, securityToken: "t" });
      assert.match(settings.credentialsDescription, /temporary/);
    });

    for (const [reason, domain, expected] of [
      ["by name", { domainName: "OTC-1" }, { name: "OTC-1" }],
      ["by ID", { domainId: "d-1" }, { id: "d-1" }],
    ] as const)
      it(`may be a user with a password, of an account ${reason}`, () => {
        const settings = settle({ ...place, userName: "me", password: "pw", ...domain });
        assert.deepEqual(settings.credentials, { userName: "me", password: "pw", domain: expected });
        assert.equal(settings.credentialsDescription, 'the user "me" from the profile "mine"');
      });

    it("may name the project", () => {
      assert.deepEqual(settle({ region: "eu-de", projectName: "eu-de_a", ...key }).project, {
        name: "eu-de_a",
      });
    });
  });

  describe("in the environment", () => {
    for (const [setting, names, read] of [
      ["accessKey", ["OS_ACCESS_KEY", "OS_ACCESS_KEY_ID", "OS_AK"], { OS_SECRET_KEY: "s" }],
      ["secretKey", ["OS_SECRET_KEY", "OS_ACCESS_KEY_SECRET", "OS_SK"], { OS_ACCESS_KEY: "a" }],
      ["securityToken", ["OS_SECURITY_TOKEN", "OS_AKSK_SECURITY_TOKEN", "OS_ST"], osKey],
      ["userName", ["OS_USERNAME"], { OS_PASSWORD: "p", OS_DOMAIN_NAME: "d" }],
      ["password", ["OS_PASSWORD"], { OS_USERNAME: "u", OS_DOMAIN_NAME: "d" }],
    ] as const)
      for (const name of names)
        it(`${name} is the ${setting}`, () => {
          const { credentials } = settle({ ...place }, { ...read, [name]: "the value" });
          assert.equal((credentials as unknown as Record<string, unknown>)[setting], "the value");
        });

    for (const [name, expected] of [
      ["OS_USER_DOMAIN_NAME", { name: "d" }],
      ["OS_DOMAIN_NAME", { name: "d" }],
      ["OS_PROJECT_DOMAIN_NAME", { name: "d" }],
      ["OS_USER_DOMAIN_ID", { id: "d" }],
      ["OS_DOMAIN_ID", { id: "d" }],
      ["OS_PROJECT_DOMAIN_ID", { id: "d" }],
    ] as const)
      it(`${name} is the account that owns the user`, () => {
        const { credentials } = settle({ ...place }, { OS_USERNAME: "u", OS_PASSWORD: "p", [name]: "d" });
        assert.deepEqual("domain" in credentials && credentials.domain, expected);
      });

    for (const [name, expected] of [
      ["OS_PROJECT_ID", { id: "x" }],
      ["OS_TENANT_ID", { id: "x" }],
      ["OS_PROJECT_NAME", { name: "x" }],
      ["OS_TENANT_NAME", { name: "x" }],
    ] as const)
      it(`${name} is the project`, () => {
        assert.deepEqual(settle({ region: "eu-de", ...key }, { [name]: "x" }).project, expected);
      });

    for (const name of ["OS_REGION_NAME", "OS_REGION", "OS_REGION_ID"])
      it(`${name} is the region`, () => {
        assert.equal(settle({ projectId: "p", ...key }, { [name]: "eu-nl" }).region, "eu-nl");
      });

    it("OS_AUTH_URL and OS_CACERT say where IAM is, and whom to trust", () => {
      const environment = {
        ...osPlace,
        ...osKey,
        OS_AUTH_URL: "https://iam.eu-nl.otc.t-systems.com/v3",
        OS_CACERT: "ca.pem",
      };
      const { authUrl, caFile } = settle(undefined, environment);
      assert.deepEqual([authUrl, caFile], ["https://iam.eu-nl.otc.t-systems.com/v3", "ca.pem"]);
    });

    for (const [authUrl, region] of [
      ["https://iam.eu-nl.otc.t-systems.com/v3", "eu-nl"],
      ["https://iam.eu-de.otc.t-systems.com:443/v3", "eu-de"],
      ["https://iam-pub.eu-ch2.sc.otc.t-systems.com/v3", "eu-ch2"],
    ] as const)
      it(`say the region by the auth URL, too: ${authUrl}`, () => {
        assert.equal(
          settle(undefined, { OS_PROJECT_ID: "p", ...osKey, OS_AUTH_URL: authUrl }).region,
          region,
        );
      });

    for (const projectName of ["eu-de", "eu-de_team1"])
      it(`say the region by the project's name, too: ${projectName}`, () => {
        assert.equal(settle(undefined, { ...osKey, OS_PROJECT_NAME: projectName }).region, "eu-de");
      });

    it("are nothing where a variable is empty", () => {
      assert.equal(settle({ ...place, ...key }, { OS_REGION_NAME: "" }).region, "eu-de");
      assert.throws(() => settle(undefined, { ...osKey, OS_REGION_NAME: "", OS_PROJECT_ID: "p" }), /region/);
    });

    it("are never another cloud's: AWS_ACCESS_KEY_ID is not looked at", () => {
      const environment = { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "s", AWS_ACCESS_SECRET_KEY: "s" };
      assert.throws(() => settle({ ...place }, environment), /credentials/);
    });

    it("win over nothing that the profile says, each for itself", () => {
      const settings = settle({ region: "eu-de", ...key }, { ...osPlace, ...osKey });
      assert.deepEqual([settings.region, settings.project], ["eu-de", { id: "os-p" }]);
      assert.deepEqual(settings.credentials, { ...key, securityToken: undefined });
    });

    it("fill in the password of the profile's user", () => {
      const settings = settle(
        { ...place, userName: "me", domainName: "d" },
        { OS_PASSWORD: "pw", OS_USERNAME: "other", OS_DOMAIN_ID: "x" },
      );
      assert.deepEqual(settings.credentials, { userName: "me", password: "pw", domain: { name: "d" } });
      assert.match(settings.credentialsDescription, /profile "mine" and the environment/);
    });

    it("never lend a token to another key, nor a password to a key", () => {
      const settings = settle({ ...place, ...key }, { OS_SECURITY_TOKEN: "t", OS_USERNAME: "u" });
      assert.deepEqual(settings.credentials, { ...key, securityToken: undefined });
      assert.throws(
        () =>
          settle(
            { ...place, accessKey: "a" },
            { OS_USERNAME: "u", OS_PASSWORD: "p", OS_DOMAIN_NAME: "d", OS_SECURITY_TOKEN: "t" },
          ),
        /secretKey/,
      );
    });

    it("complete the profile's key, and leave out the token of another one", () => {
      const { credentials } = settle({ ...place, accessKey: "a" }, { ...osKey, OS_SECURITY_TOKEN: "t" });
      assert.deepEqual(credentials, { accessKey: "a", secretKey: "OS-SK-1234", securityToken: undefined });
    });

    it("are a key as soon as they have a part of one: another login would be a surprise", () => {
      const user = { OS_USERNAME: "u", OS_PASSWORD: "p", OS_DOMAIN_NAME: "d" };
      assert.throws(
        () => settle({ ...place }, { ...user, OS_ACCESS_KEY: "a" }),
        /secretKey, for the access key/,
      );
    });

    it("prefer a key to a password", () => {
      const user = { OS_USERNAME: "u", OS_PASSWORD: "p", OS_DOMAIN_NAME: "d" };
      assert.ok("accessKey" in settle({ ...place }, { ...user, ...osKey }).credentials);
    });

    it("are noted as secrets", () => {
      settle(
        { ...place },
        { OS_ACCESS_KEY: "canary-ak", OS_SECRET_KEY: "canary-sk", OS_SECURITY_TOKEN: "canary-st" },
      );
      settle({ ...place }, { OS_USERNAME: "u", OS_PASSWORD: "canary-pw", OS_DOMAIN_NAME: "d" });
      assert.doesNotMatch(redactor.redact("canary-ak canary-sk canary-st canary-pw"), /canary/);
    });
  });

  describe("in clouds.yaml", () => {
    const cloud = (name: string, user: string): string[] => [
      "clouds:",
      `  ${name}:`,
      "    region_name: eu-nl",
      "    cacert: ca.pem",
      "    auth:",
      '      auth_url: "https://iam.{region_name}.otc.t-systems.com/v3"',
      `      username: ${user}`,
      "      password: 12345678",
      "      user_domain_name: OTC-1",
      "      project_name: eu-nl_team",
    ];

    it("are those of the entry that the profile names", () => {
      write("program/clouds.yaml", ...cloud("otc", "me"));
      assert.deepEqual(settle({ clouds: "otc" }), {
        region: "eu-nl",
        project: { name: "eu-nl_team" },
        credentials: { userName: "me", password: "12345678", domain: { name: "OTC-1" } },
        credentialsDescription: `the user "me" from the cloud "otc" in ${working}/clouds.yaml`,
        authUrl: "https://iam.eu-nl.otc.t-systems.com/v3",
        caFile: "ca.pem",
      });
    });

    it("are those of OS_CLOUD where the profile names none", () => {
      write("program/clouds.yaml", ...cloud("otc", "me"));
      assert.equal(settle(undefined, { OS_CLOUD: "otc" }).region, "eu-nl");
      write("program/clouds.yaml", ...cloud("other", "somebody"));
      const { credentials } = settle({ clouds: "other" }, { OS_CLOUD: "otc" });
      assert.equal("userName" in credentials && credentials.userName, "somebody");
    });

    it("may be a key", () => {
      const auth = "{ ak: A, sk: S, security_token: T, project_id: p }";
      write("program/clouds.yaml", "clouds:", "  otc:", "    region_name: eu-de", `    auth: ${auth}`);
      const { credentials, project } = settle({ clouds: "otc" });
      assert.deepEqual(credentials, { accessKey: "A", secretKey: "S", securityToken: "T" });
      assert.deepEqual(project, { id: "p" });
    });

    it("win over the environment, and yield to the profile", () => {
      write("program/clouds.yaml", ...cloud("otc", "me"));
      const settings = settle(
        { clouds: "otc", region: "eu-de" },
        { ...osPlace, ...osKey, OS_PROJECT_ID: "os-p" },
      );
      assert.deepEqual([settings.region, settings.project], ["eu-de", { name: "eu-nl_team" }]);
      assert.ok("userName" in settings.credentials);
    });

    it("are searched in OpenStack's order", () => {
      const places = [
        "given.yaml",
        "program/clouds.yaml",
        "home/.config/openstack/clouds.yaml",
        "etc/clouds.yaml",
      ];
      for (const [index, place] of places.entries()) write(place, ...cloud("otc", `user-${index}`));
      for (const [index, place] of places.entries()) {
        const environment = { OS_CLIENT_CONFIG_FILE: join(folder, "given.yaml") };
        const { credentials } = settle({ clouds: "otc" }, environment);
        assert.equal("userName" in credentials && credentials.userName, `user-${index}`, place);
        rmSync(join(folder, place));
      }
      assert.throws(
        () => settle({ clouds: "otc" }),
        (error: Error) => places.slice(1).every((place) => error.message.includes(join(folder, place))),
      );
    });

    it("may have their secrets in secure.yaml, which wins", () => {
      write("program/clouds.yaml", ...cloud("otc", "me"));
      write(
        "home/.config/openstack/secure.yaml",
        "clouds:",
        "  otc:",
        "    auth:",
        "      password: canary-secure",
      );
      const { credentials } = settle({ clouds: "otc" });
      assert.deepEqual(credentials, { userName: "me", password: "canary-secure", domain: { name: "OTC-1" } });
      assert.equal(redactor.redact("canary-secure"), "[secret]");
    });

    it("have no entry of that name: the others are named", () => {
      write("program/clouds.yaml", ...cloud("otc", "me"));
      assert.throws(
        () => settle({ clouds: "oct" }),
        /cloud "oct" .*clouds\.yaml has no cloud of that name, only: otc/,
      );
    });

    for (const [reason, lines, expected] of [
      [
        "is no YAML",
        ["clouds:", "  otc: {", "    password: canary-yaml"],
        /clouds\.yaml cannot be read \(.*line \d/,
      ],
      ["has no clouds", ["canary-yaml: 1"], /has no map "clouds"/],
      [
        "has an entry of another shape",
        ["clouds:", "  otc:", "    auth: canary-yaml"],
        /cannot be read[^]*auth/,
      ],
    ] as const)
      it(`are refused without quoting the file, where that ${reason}`, () => {
        write("program/clouds.yaml", ...lines);
        assert.throws(
          () => settle({ clouds: "otc" }),
          (error: Error) => {
            assert.match(error.message, expected);
            assert.doesNotMatch(error.message, /canary/);
            return true;
          },
        );
      });
  });

  describe("that are missing", () => {
    for (const [reason, profile, environment, expected] of [
      [
        "all of them",
        {},
        {},
        [/region, for example/, /projectId or projectName/, /accessKey and secretKey, or userName, password/],
      ],
      ["the secret key", { ...place, accessKey: "a" }, {}, [/secretKey, for the access key/]],
      ["the access key", { ...place, secretKey: "s" }, {}, [/accessKey, for the secret key/]],
      ["the user", { ...place, password: "p" }, {}, [/userName, for the password/]],
      ["the password", { ...place, userName: "u", domainName: "d" }, {}, [/password, for the user/]],
      ["the account of the user", { ...place }, { OS_USERNAME: "u", OS_PASSWORD: "p" }, [/domainName/]],
    ] as const)
      it(`are named, with where to write them: ${reason}`, () => {
        assert.throws(
          () => settle(profile, environment),
          (error: Error) => {
            for (const pattern of expected) assert.match(error.message, pattern);
            assert.equal(error.message.match(/^ {2}/gm)?.length, expected.length);
            assert.match(
              error.message,
              /Looked for in the profile "mine", in the environment[^]*pulumi config set --path ecs-lifecycle:profiles\.mine/,
            );
            return true;
          },
        );
      });
  });
});
