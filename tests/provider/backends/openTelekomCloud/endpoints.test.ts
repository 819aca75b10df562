import assert from "node:assert/strict";
import { services } from "../../../../provider/backends/openTelekomCloud/profile";
import {
  confirmOneCloud,
  endpointOf,
  type Endpoints,
} from "../../../../provider/backends/openTelekomCloud/endpoints";

const cases: {
  reason: string;
  service: string;
  region: string;
  endpoints?: Endpoints["overrides"];
  expected: string;
}[] = [
  ...["iam", "ecs", "ims", "evs", "cbr", "kms"].flatMap((service) =>
    ["eu-de", "eu-nl"].map((region) => ({
      reason: `${service} in ${region}`,
      service,
      region,
      expected: `https://${service}.${region}.otc.t-systems.com`,
    })),
  ),
  {
    reason: "IAM of the Swiss region, which has a name of its own",
    service: "iam",
    region: "eu-ch2",
    expected: "https://iam-pub.eu-ch2.sc.otc.t-systems.com",
  },
  {
    reason: "another service of the Swiss region",
    service: "cbr",
    region: "eu-ch2",
    expected: "https://cbr.eu-ch2.sc.otc.t-systems.com",
  },
  {
    reason: "an address of the profile's own",
    service: "ims",
    region: "eu-de",
    endpoints: { ims: "http://127.0.0.1:8080" },
    expected: "http://127.0.0.1:8080",
  },
  {
    reason: "an address of the profile's own that ends with a slash",
    service: "ims",
    region: "eu-ch2",
    endpoints: { ims: "https://ims.example/base/" },
    expected: "https://ims.example/base",
  },
  {
    reason: "a service that the profile says nothing about",
    service: "ecs",
    region: "eu-de",
    endpoints: { ims: "http://127.0.0.1:8080" },
    expected: "https://ecs.eu-de.otc.t-systems.com",
  },
];

describe("endpoints of Open Telekom Cloud", () => {
  for (const { reason, service, region, endpoints, expected } of cases)
    it(reason, () => {
      assert.equal(endpointOf(service, { region, overrides: endpoints ?? {} }), expected);
    });
});

describe("the region of an account", () => {
  const confirm =
    (region: string, overrides: object = {}) =>
    () =>
      confirmOneCloud({ region, overrides });

  for (const region of ["eu-de", "eu-nl", "eu-ch2"])
    it(`may be ${region}`, () => assert.doesNotThrow(confirm(region)));

  it("is refused where the cloud has none of that name, before anything is called", () => {
    assert.throws(
      confirm("eu-fr"),
      /the region is "eu-fr".* has eu-de, eu-nl, eu-ch2: correct it.*endpointsFrom/,
    );
    assert.throws(
      confirm("eu-fr", { ims: "https://ims.example" }),
      /eu-fr/,
      "the others would be looked for there",
    );
  });

  it("may be another where the profile says where the services answer", () => {
    const everywhere = Object.fromEntries(services.map((service) => [service, `https://${service}.example`]));
    assert.doesNotThrow(confirm("eu-fr", everywhere));
  });
});
