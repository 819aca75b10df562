import assert from "node:assert/strict";
import { sign } from "../../../../provider/backends/openTelekomCloud/signing";

const key = { accessKey: "EXAMPLEACCESSKEY0001", secretKey: "ExampleSecretKey0123456789abcdefABCDEF00" };
const projectId = { "X-Project-Id": "0123456789abcdef0123456789abcdef" };
const time = new Date(Date.UTC(2026, 0, 2, 3, 4, 5));
const ims = "https://ims.eu-de.otc.t-systems.com";

/** Produced by the official Node.js SDK core, version 3.1.211. */
const vectors = [
  {
    name: "V1: a query with blanks",
    method: "GET",
    url: `${ims}/v2/cloudimages?__whole_image=true&__imagetype=private&name=web-01%20full&limit=10`,
    scope: projectId,
    signed: "host;x-project-id;x-sdk-date",
    signature: "952800c2b02c2227600c04fb9bc4b6b29694f63296854e17a24f62ee0454348c",
  },
  {
    name: "V2: a body",
    method: "POST",
    url: `${ims}/v1/cloudimages/wholeimages/action`,
    body: `{"name":"web-01 full","instance_id":"5d2f3c1e-8b7a-4c69-9e10-1f2a3b4c5d6e","vault_id":"a1b2c3d4-0000-4111-8222-333344445555"}`,
    scope: projectId,
    signed: "content-type;host;x-project-id;x-sdk-date",
    signature: "d5cd77d5efff3199f2fd4a303e75e2f72af993bec32d5fc46c389c45ac8f58f1",
  },
  {
    name: "V3: a temporary key",
    method: "GET",
    url: `${ims}/v1/0123456789abcdef0123456789abcdef/jobs/9a0000000000000000000000000000f1`,
    scope: projectId,
    securityToken: "EXAMPLE-TEMPORARY-TOKEN==",
    signed: "host;x-project-id;x-sdk-date;x-security-token",
    signature: "c8508ffbf788d1cac66a68989e4de1800df0714cdb4a1b307fe8308e97d60a60",
  },
  {
    name: "V4: a deletion with a body",
    method: "DELETE",
    url: `${ims}/v2/images/0f1e2d3c-4b5a-4968-8776-655443322110`,
    body: `{"delete_backup":true}`,
    scope: projectId,
    signed: "content-type;host;x-project-id;x-sdk-date",
    signature: "443ce84bf57eca09adb1b7e1600f7772c8f682f8f657071f80a09f10bc18c618",
  },
  {
    name: "V5: the scope of an account",
    method: "GET",
    url: "https://iam.eu-de.otc.t-systems.com/v3.0/OS-AGENCY/agencies?domain_id=fedcba9876543210fedcba9876543210&name=EVSAccessKMS",
    scope: { "X-Domain-Id": "fedcba9876543210fedcba9876543210" },
    signed: "host;x-domain-id;x-sdk-date",
    signature: "517ad38c1ada6a011ab2d60623afbc01106b6430a32e97ae76fde774fd645510",
  },
  {
    name: "V6: = and : inside of query values",
    method: "GET",
    url: `${ims}/v2/cloudimages?tag=env%3Dprod&created_at=gt%3A2026-01-01T00%3A00%3A00Z`,
    scope: projectId,
    signed: "host;x-project-id;x-sdk-date",
    signature: "9012ef15fed7bb8014c47694f6e3f2be199024f23ed031d0ce1847732ad90d29",
  },
];

describe("signing for Open Telekom Cloud", () => {
  for (const { name, method, url, body, scope, securityToken, signed, signature } of vectors)
    it(name, () => {
      const headers = sign({ method, url: new URL(url), body }, { ...key, securityToken }, scope, time);
      assert.equal(headers["X-Sdk-Date"], "20260102T030405Z");
      assert.equal(
        headers["Authorization"],
        `SDK-HMAC-SHA256 Access=${key.accessKey}, SignedHeaders=${signed}, Signature=${signature}`,
      );
    });
});
