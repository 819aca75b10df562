import assert from "node:assert/strict";
import { rememberProxies } from "../../../provider/transport/proxies";
import { Redactor } from "../../../provider/transport/redaction";

function remembering(environment: Record<string, string>, proxy?: string): (text: string) => string {
  const redactor = new Redactor();
  rememberProxies(environment, proxy, redactor);
  return (text) => redactor.redact(text);
}

describe("the password of a proxy", () => {
  for (const name of ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"])
    it(`is a secret: ${name}`, () => {
      for (const scheme of ["http://", "https://", ""]) {
        const redact = remembering({ [name]: `${scheme}me:p%40ssword@proxy:3128` });
        const basic = Buffer.from("me:p@ssword").toString("base64");
        assert.doesNotMatch(redact("p%40ssword and p@ssword"), /ssword/);
        assert.doesNotMatch(redact(basic), new RegExp(basic.slice(0, 8)));
      }
    });

  it("is a secret in the profile, too", () => {
    assert.equal(remembering({}, "http://me:password@proxy")("password"), "[secret]");
  });

  it("may be missing: a user's name or the proxy's own is no secret", () => {
    assert.equal(
      remembering({ HTTPS_PROXY: "http://username@proxyhost:3128" }, "none")("username@proxyhost"),
      "username@proxyhost",
    );
  });

  it("is not quoted where the address is none, but the variable is named", () => {
    for (const value of ["http://me:canary/word@proxy:3128x", "http://", "http://me:canary-word@a b"])
      assert.throws(
        () => remembering({ HTTPS_PROXY: value }),
        (error: Error) => {
          assert.match(error.message, /^HTTPS_PROXY in the environment is not.*http:\/\/host:port/);
          assert.doesNotMatch(error.message, /canary/);
          return true;
        },
      );
  });

  it("may be set to nothing", () => {
    assert.doesNotThrow(() => remembering({ HTTPS_PROXY: "" }));
  });
});
