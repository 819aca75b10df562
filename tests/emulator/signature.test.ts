import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  canonicalQuery,
  canonicalRequest,
  isSignedWith,
  parseAuthorization,
} from "../../emulator/openTelekomCloud/gateway/signature";
import type { ReceivedRequest } from "../../emulator/openTelekomCloud/gateway/request";

// The vectors of the fact sheet, section 1.4.
const accessKey = "EXAMPLEACCESSKEY0001";
const secretKey = "ExampleSecretKey0123456789abcdefABCDEF00";
const project = { "x-project-id": "0123456789abcdef0123456789abcdef" };
const json = { "content-type": "application/json" };
const ims = "https://ims.eu-de.otc.t-systems.com";
const v1Url = `${ims}/v2/cloudimages?__whole_image=true&__imagetype=private&name=web-01%20full&limit=10`;
const withProject = "host;x-project-id;x-sdk-date";
const withBody = "content-type;host;x-project-id;x-sdk-date";

interface Vector {
  name: string;
  request: ReceivedRequest;
  signedHeaders: string;
  signature: string;
  scope?: string;
}

const v1 = request("GET", v1Url, project);
const v2 = request(
  "POST",
  `${ims}/v1/cloudimages/wholeimages/action`,
  { ...project, ...json },
  '{"name":"web-01 full","instance_id":"5d2f3c1e-8b7a-4c69-9e10-1f2a3b4c5d6e","vault_id":"a1b2c3d4-0000-4111-8222-333344445555"}',
);

const vectors: Vector[] = [
  {
    name: "V1",
    request: v1,
    signedHeaders: withProject,
    signature: "952800c2b02c2227600c04fb9bc4b6b29694f63296854e17a24f62ee0454348c",
  },
  {
    name: "V2",
    request: v2,
    signedHeaders: withBody,
    signature: "d5cd77d5efff3199f2fd4a303e75e2f72af993bec32d5fc46c389c45ac8f58f1",
  },
  {
    name: "V3",
    request: request(
      "GET",
      `${ims}/v1/0123456789abcdef0123456789abcdef/jobs/9a0000000000000000000000000000f1`,
      { ...project, "x-security-token": "EXAMPLE-TEMPORARY-TOKEN==" },
    ),
    signedHeaders: "host;x-project-id;x-sdk-date;x-security-token",
    signature: "c8508ffbf788d1cac66a68989e4de1800df0714cdb4a1b307fe8308e97d60a60",
  },
  {
    name: "V4",
    request: request(
      "DELETE",
      `${ims}/v2/images/0f1e2d3c-4b5a-4968-8776-655443322110`,
      { ...project, ...json },
      '{"delete_backup":true}',
    ),
    signedHeaders: withBody,
    signature: "443ce84bf57eca09adb1b7e1600f7772c8f682f8f657071f80a09f10bc18c618",
  },
  {
    name: "V5",
    request: request(
      "GET",
      "https://iam.eu-de.otc.t-systems.com/v3.0/OS-AGENCY/agencies?domain_id=fedcba9876543210fedcba9876543210&name=EVSAccessKMS",
      { "x-domain-id": "fedcba9876543210fedcba9876543210" },
    ),
    signedHeaders: "host;x-domain-id;x-sdk-date",
    signature: "517ad38c1ada6a011ab2d60623afbc01106b6430a32e97ae76fde774fd645510",
  },
  {
    name: "V6",
    request: request("GET", `${ims}/v2/cloudimages?tag=env=prod&created_at=gt:2026-01-01T00:00:00Z`, project),
    signedHeaders: withProject,
    signature: "9012ef15fed7bb8014c47694f6e3f2be199024f23ed031d0ce1847732ad90d29",
  },
  {
    name: "V1 in form B, region and service empty",
    request: v1,
    signedHeaders: withProject,
    signature: "c615b26f48e0a64496d96c335409bf3eb3a9991b5a74ca2d1c79977fd8423e9a",
    scope: "20260102///sdk_request",
  },
  {
    name: "V1 in form B, eu-de and ims",
    request: v1,
    signedHeaders: withProject,
    signature: "41d17b158ffc7f57d45ad7540cf0700b210a347645285363c2489c7ed741a0cc",
    scope: "20260102/eu-de/ims/sdk_request",
  },
];

describe("the emulated gateway's signatures", () => {
  for (const { name, request, signedHeaders, signature, scope } of vectors) {
    const identity = scope === undefined ? `Access=${accessKey}` : `Credential=${accessKey}/${scope}`;
    const header = `SDK-HMAC-SHA256 ${identity}, SignedHeaders=${signedHeaders}, Signature=${signature}`;

    it(`accept ${name}`, () => {
      const parsed = parseAuthorization(header)!;
      assert.equal(parsed.accessKey, accessKey);
      assert.ok(isSignedWith(secretKey, request, parsed));
    });

    const forged: [string, ReceivedRequest][] = [
      ["another method", { ...request, method: "PUT" }],
      ["another body", { ...request, body: Buffer.from("{}") }],
      [
        "another path",
        { ...request, url: new URL(`${request.url.href.split("?")[0]}x${request.url.search}`) },
      ],
      ["another query", { ...request, url: new URL(`${request.url.href.split("?")[0]}?limit=11`) }],
      ["another time", { ...request, headers: { ...request.headers, "x-sdk-date": "20260102T030406Z" } }],
    ];
    for (const [what, changed] of forged) {
      it(`refuse ${name} with ${what}`, () =>
        assert.ok(!isSignedWith(secretKey, changed, parseAuthorization(header)!)));
    }

    it(`refuse ${name} with another key`, () =>
      assert.ok(!isSignedWith(`${secretKey}x`, request, parseAuthorization(header)!)));
  }

  it("are over the canonical request of the sheet (V1, V2)", () => {
    const hash = (request: ReceivedRequest, names: string) => {
      const payload = createHash("sha256").update(request.body).digest("hex");
      const text = canonicalRequest(request, names.split(";"), canonicalQuery(request.url), payload);
      return createHash("sha256").update(text).digest("hex");
    };
    assert.equal(hash(v1, withProject), "a56d9642b83ecf449b915843ba582f4ff87e8f0c1ef9c35f6bc18790f78cf787");
    assert.equal(hash(v2, withBody), "7c59d169a10c55b2be1e700c929f0f0add359b4d0cf5bddf0d7279ca7ec0075e");
  });

  it("are refused where a hash of the body is said that is not the body's", () => {
    const header = `SDK-HMAC-SHA256 Access=${accessKey}, SignedHeaders=${withBody}, Signature=${vectors[1]!.signature}`;
    const lying = {
      ...v2,
      headers: {
        ...v2.headers,
        "x-sdk-content-sha256": "80b7cd0e6073fce547e9acae0b6f6815d6b817faf72ad3db8d038c934ae63492",
      },
      body: Buffer.from("{}"),
    };
    assert.ok(!isSignedWith(secretKey, lying, parseAuthorization(header)!));
  });

  const unreadable = [
    "",
    "Basic abc",
    `SDK-HMAC-SHA256 Access=${accessKey}`,
    `SDK-HMAC-SHA256 Access=${accessKey}, SignedHeaders=host, Signature=short`,
    `SDK-HMAC-SHA256 Credential=${accessKey}, SignedHeaders=host, Signature=${"0".repeat(64)}`,
  ];
  for (const header of unreadable) {
    it(`are not found in "${header}"`, () => assert.equal(parseAuthorization(header), undefined));
  }
});

function request(method: string, url: string, headers: Record<string, string>, body = ""): ReceivedRequest {
  const parsed = new URL(url);
  return {
    method,
    url: parsed,
    headers: { host: parsed.host, "x-sdk-date": "20260102T030405Z", ...headers },
    body: Buffer.from(body),
  };
}
