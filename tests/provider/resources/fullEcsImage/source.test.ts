import assert from "node:assert/strict";
import { OperationFailure } from "../../../../provider/procedures/errors";
import { sourceServerId } from "../../../../provider/resources/fullEcsImage/source";
import { serversCalled } from "../../../../provider/resources/namedServer";
import { errorOf } from "./carryOut";
import { ids, server } from "./samples";
import { ScriptedCloud } from "./scriptedCloud";

describe("the servers that an input means", () => {
  const odd = { ...server, id: "aaaaaaaa-0000-4000-8000-00000000000a", name: ids.server };
  const called = (text: string | undefined) => serversCalled(text, [server, odd]).map(({ id }) => id);

  it("are the one with the ID, however it is written, and all with exactly the name", () => {
    assert.deepEqual(called("AAAAAAAA-0000-4000-8000-00000000000A"), [odd.id]);
    assert.deepEqual(called("web-01"), [ids.server]);
    assert.deepEqual(called("WEB-01"), []);
    assert.deepEqual(called(undefined), []);
  });

  it("are those with the ID, where another has that ID as its name", () => {
    assert.deepEqual(called(ids.server), [ids.server]);
  });
});

describe("the ID of the source server", () => {
  it("is the one that is given, without a call", async () => {
    const cloud = new ScriptedCloud();
    const id = "AAAAAAAA-0000-4000-8000-00000000000A";
    assert.equal(await sourceServerId({ server: id }, cloud), id.toLowerCase());
    assert.deepEqual(cloud.calls, []);
  });

  it("is looked up once where a name is given", async () => {
    const cloud = new ScriptedCloud();
    assert.equal(await sourceServerId({ server: "web-01" }, cloud), ids.server);
    assert.deepEqual(cloud.calls, ["servers.list"]);
  });

  for (const { reason, servers, expected } of [
    { reason: "no server has", servers: [], expected: /there is no server "web-01" .*FEI-03/s },
    {
      reason: "two servers have",
      servers: [server, { ...server, id: "two" }],
      expected: /2 servers are called web-01: .*, two.*Give the ID.*FEI-03/s,
    },
  ])
    it(`FEI-03 rejects a name that ${reason}, when acting too`, async () => {
      const error = await errorOf(
        sourceServerId({ server: "web-01" }, new ScriptedCloud({ has: { servers } })),
      );
      assert.ok(error instanceof OperationFailure);
      assert.equal(error.kind, "constraintViolated");
      assert.match(error.message, expected);
      assert.doesNotMatch(error.message, /not looked up/);
    });
});
