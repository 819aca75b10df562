import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HostProcess } from "../../provider/host/process";
import type { Cloud } from "../../provider/ports/cloud";
import { keepEnvironment, unset } from "./keepEnvironment";
import { echoServer, proxyServer, type Loopback } from "./loopback";

/** Secrets that are recognised wherever they turn up, with characters that every encoding writes in another way. */
const secretOf = (mark: string): string => `Canary/${mark}+&"ü 4711-${mark}`;

/** Pieces of a secret that nobody could have by accident. */
function piecesOf(secret: string): string[] {
  return Array.from({ length: secret.length - 7 }, (_, at) => secret.slice(at, at + 8));
}

/** The text, and what anybody can make of it: addresses, forms, JSON and base64 read back. */
function readings(text: string): string[] {
  const unescaped = text.replace(/(%[0-9A-Fa-f]{2})+/g, (escapes) =>
    Buffer.from(escapes.replaceAll("%", ""), "hex").toString(),
  );
  const words = text.match(/[A-Za-z0-9+/_-]{8,}/g) ?? [];
  const decoded = words.flatMap((word) =>
    [0, 1, 2, 3].map((from) => Buffer.from(word.slice(from), "base64").toString()),
  );
  return [text, unescaped, unescaped.replaceAll("+", " "), text.replace(/\\(.)/g, "$1"), decoded.join("\n")];
}

function assertClean(text: string, secrets: string[], where: string): void {
  for (const reading of readings(text))
    for (const secret of secrets)
      for (const piece of piecesOf(secret))
        assert.ok(!reading.includes(piece), `${where} holds "${piece}":\n${reading}`);
}

const token = "Canary/tk3+4711-tk3";
const variables = [
  "OS_PASSWORD",
  "OS_SECRET_KEY",
  "OS_ACCESS_KEY",
  "OS_CLOUD",
  "OS_CLIENT_CONFIG_FILE",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
];
const logVariables = { ECS_LIFECYCLE_LOG: "debug", ECS_LIFECYCLE_LOG_FILE: "" };

describe("no secret leaves the process", () => {
  const folder = mkdtempSync(join(tmpdir(), "canary-"));
  const open: Loopback[] = [];
  keepEnvironment();
  /** What the engine was told. */
  let told: string[];
  let host: HostProcess;

  beforeEach(() => {
    unset(...variables, ...variables.map((name) => name.toLowerCase()));
    Object.assign(process.env, logVariables, { ECS_LIFECYCLE_LOG_FILE: join(folder, "wire.log") });
    told = [];
    host = new HostProcess({
      log: (_severity, text) => void told.push(text),
      hasHeard: () => Promise.resolve(),
      isAlive: () => Promise.resolve(true),
    });
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => server.close()));
    for (const file of readdirSync(folder)) rmSync(join(folder, file), { recursive: true });
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** A server that says everything back that it is told, however it is encoded there. */
  const echo = async (status: number): Promise<string> => {
    const server = await echoServer(status, token);
    open.push(server);
    return `http://127.0.0.1:${server.port}`;
  };
  const endpointsAt = (address: string): object => ({
    endpoints: Object.fromEntries(
      ["iam", "ecs", "ims", "cbr", "evs", "kms"].map((service) => [service, address]),
    ),
  });
  const configure = (settings: object): void => {
    const profiles = JSON.stringify({
      mine: { cloud: "openTelekomCloud", region: "eu-de", projectId: "p", ...settings },
    });
    configureText(profiles);
  };
  const configureText = (profiles: string): void => {
    const values: Record<string, string> = {
      "ecs-lifecycle:profile": "mine",
      "ecs-lifecycle:profiles": profiles,
    };
    host.configure({ get: (name) => values[name] });
  };

  /** Everything that the engine and the disk get to see of a call that fails. */
  const everythingOf = async (
    use: (cloud: Cloud) => Promise<unknown> = (cloud) => cloud.servers.get("s-1"),
  ): Promise<string> => {
    const error = await host
      .serve(async () => use(await host.connect()))
      .then(
        () => assert.fail("the call succeeded"),
        (e: unknown) => e as Error,
      );
    host.log("warning", `it went wrong: ${error.message}`, "");
    host.showProgress(`it goes wrong: ${error.message}`, "", true);
    const own = Object.getOwnPropertyNames(error).map((name) =>
      String((error as unknown as Record<string, unknown>)[name]),
    );
    const files = readdirSync(folder).filter((file) => file.endsWith(".log"));
    return [
      String(error),
      ...own,
      ...told,
      ...files.map((file) => readFileSync(join(folder, file), "utf8")),
    ].join("\n");
  };

  const keys = {
    accessKey: secretOf("ak8"),
    secretKey: secretOf("sk7"),
    securityToken: secretOf("st6").replace("ü", "u"),
  };
  // A header has no other characters.
  keys.accessKey = keys.accessKey.replace("ü", "u");
  const user = { userName: "me", domainName: "OTC-1", password: secretOf("pw5") };

  for (const status of [400, 401, 403])
    it(`of an access key, when a service answers ${status} and says it back`, async () => {
      configure({ ...keys, ...endpointsAt(await echo(status)) });
      const everything = await everythingOf();
      assert.match(everything, /you said/);
      assertClean(everything, Object.values(keys), "what is seen");
    });

  it("of an access key, when the answer to a submission is lost", async () => {
    configure({ ...keys, ...endpointsAt(await echo(500)) });
    const submit = (cloud: Cloud): Promise<unknown> => cloud.records.write("s-1", "k", "text", "once");
    assertClean(await everythingOf(submit), Object.values(keys), "what is seen");
  });

  for (const status of [400, 500])
    it(`of a change of an operating system, when a service answers ${status} and says it back`, async () => {
      configure({ ...keys, ...endpointsAt(await echo(status)) });
      const [adminPassword, userData] = [secretOf("ap4"), `#!/bin/sh\necho ${secretOf("ud3")} > /x\n`];
      const change = { imageId: "i", keyName: undefined, keyPairOwner: undefined, adminPassword, userData };
      const submit = (cloud: Cloud): Promise<unknown> =>
        cloud.servers.changeOs("s-1", { ...change, byol: false, encryption: undefined });
      const everything = await everythingOf(submit);
      assert.match(everything, /you said/);
      assertClean(everything, [...Object.values(keys), adminPassword, userData], "what is seen");
    });

  it("of a user whose login is refused, and said back", async () => {
    configure({ ...user, ...endpointsAt(await echo(401)) });
    const everything = await everythingOf();
    assert.match(everything, /POST .*\/v3\/auth\/tokens/);
    assertClean(everything, [user.password], "what is seen");
  });

  it("of a token, when a service says it back", async () => {
    configure({ ...user, ...endpointsAt(await echo(400)) });
    const everything = await everythingOf();
    assert.match(everything, /you said/);
    assertClean(everything, [user.password, token], "what is seen");
  });

  it("of the environment", async () => {
    process.env["OS_PASSWORD"] = user.password;
    configure({ userName: "me", domainName: "OTC-1", ...endpointsAt(await echo(401)) });
    assertClean(await everythingOf(), [user.password], "what is seen");
  });

  it("of clouds.yaml", async () => {
    const password = JSON.stringify(user.password);
    mkdirSync(join(folder, "yaml"));
    process.env["OS_CLIENT_CONFIG_FILE"] = join(folder, "yaml", "clouds.yaml");
    writeFileSync(
      process.env["OS_CLIENT_CONFIG_FILE"],
      `clouds:\n  otc:\n    auth: { username: me, user_domain_name: d, password: ${password} }\n`,
    );
    configure({ clouds: "otc", ...endpointsAt(await echo(401)) });
    assertClean(await everythingOf(), [user.password], "what is seen");
  });

  it("of clouds.yaml that cannot be read", async () => {
    mkdirSync(join(folder, "yaml"));
    process.env["OS_CLIENT_CONFIG_FILE"] = join(folder, "yaml", "clouds.yaml");
    writeFileSync(process.env["OS_CLIENT_CONFIG_FILE"], `clouds:\n  otc: { password: '${user.password}\n`);
    configure({ clouds: "otc" });
    assertClean(await everythingOf(), [user.password], "what is seen");
  });

  describe("of a proxy", () => {
    const password = secretOf("px4").replace("ü", "u");
    const address = (port: number): string => `http://me:${encodeURIComponent(password)}@127.0.0.1:${port}`;

    it("that refuses, and says it back", async () => {
      const proxy = await proxyServer(407);
      open.push(proxy);
      configure({ accessKey: "a", secretKey: "s", proxy: address(proxy.port) });
      const everything = await everythingOf();
      assert.match(everything, /proxy does not connect/);
      assertClean(everything, [password], "what is seen");
    });

    it("that forwards to a service which says everything back", async () => {
      const { port } = new URL(await echo(400));
      configure({
        accessKey: "a",
        secretKey: "s",
        proxy: address(Number(port)),
        ...endpointsAt("http://127.0.0.1:9"),
      });
      const everything = await everythingOf();
      assert.match(everything, /you said/);
      assertClean(everything, [password], "what is seen");
    });

    for (const value of [
      `http://me:${encodeURIComponent(password)}@127.0.0.1:9`,
      `http://me:${password}@not an address`,
    ])
      it(`of the environment, at ${value.split("@")[1] ?? ""}`, async () => {
        process.env["HTTP_PROXY"] = value;
        configure({ accessKey: "a", secretKey: "s", ...endpointsAt("http://127.0.0.1:9") });
        const submit = (cloud: Cloud): Promise<unknown> => cloud.records.write("s-1", "k", "text", "once");
        assertClean(await everythingOf(submit), [password], "what is seen");
      });
  });

  for (const [reason, settings] of [
    ["stands under a misspelt name", { ...keys, secretkey: keys.secretKey }],
    ["stands beside another way to log in", { ...keys, ...user }],
    ["is no text", { accessKey: [keys.accessKey], secretKey: { secret: keys.secretKey } }],
    [
      "stands where something else belongs",
      { ...keys, region: keys.secretKey, endpoints: { ecs: keys.secretKey }, proxy: keys.secretKey },
    ],
  ] as const)
    it(`of a profile in which it ${reason}`, async () => {
      configure(settings);
      assertClean(await everythingOf(), [...Object.values(keys), user.password], "what is seen");
    });

  it("of profiles that are no JSON", async () => {
    configureText(`{"mine": {"secretKey": ${JSON.stringify(keys.secretKey)}`);
    assertClean(await everythingOf(), Object.values(keys), "what is seen");
  });
});
