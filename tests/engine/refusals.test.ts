import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { assertFailed, assertReadable, web01 } from "./expectations";
import { onStack } from "./testStack";

describe("FullEcsImage refuses before anything is touched", () => {
  it(
    "an image of a server that is neither running nor stopped, at preview (FEI-03)",
    onStack({}, async (stack) => {
      stack.cloud.update(({ servers }) => {
        servers.find(({ id }) => id === web01.server)!.status = "ERROR";
      });
      await stack.declare({ web: web01 });
      assertFailed(
        await stack.preview(),
        ...["web-01 is ERROR", "Running", "Stopped", "FEI-03"],
        ...["Image Management Service user guide", "Creating a Full-ECS Image from an ECS"],
      );
      assert.deepEqual(
        stack.calls().filter(({ method }) => method !== "GET"),
        [],
        "nothing that changes anything was called",
      );
    }),
  );

  it(
    "a misspelt property, a wrong ID, a bad name and a server that does not exist, all at once",
    onStack({}, async (stack) => {
      const given = { server: "web-99", vault: { id: "vault-1" }, name: " web-01" };
      const misspelt = { ...web01, ...given, descripton: "all disks" };
      await stack.declare({ web: misspelt });
      const preview = await stack.preview();
      assertFailed(preview, "descripton", "vault.id", "UUID", "FEI-15", '" web-01"', '"web-99"', "FEI-03");
      assert.deepEqual(
        stack.calls().filter(({ method }) => method !== "GET"),
        [],
      );
    }),
  );

  it(
    "without showing the profile's secret key, even where the cloud's answer holds it",
    onStack({}, async (stack) => {
      const secretKey = "TheSecretKeyThatNobodyMaySee0001";
      const server = createServer((_request, response) => {
        const error = { code: "Ecs.0201", message: `wrong signature, expected one with ${secretKey}` };
        response.writeHead(400, { "Content-Type": "application/json" }).end(JSON.stringify({ error }));
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      try {
        const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        const profile = {
          ...{ cloud: "openTelekomCloud", region: "eu-de", projectId: "p", accessKey: "AK", secretKey },
          endpoints: { iam: address, ecs: address, ims: address, cbr: address, evs: address },
        };
        // Not as a Pulumi secret: then the engine itself would hide it on the screen.
        await stack.configure("ecs-lifecycle:profiles", { emulated: profile });
        await stack.declare({ web: web01 });
        const preview = await stack.preview();
        const up = await stack.up();
        const misspelt = { emulated: { ...profile, regoin: secretKey } };
        await stack.configure("ecs-lifecycle:profiles", misspelt);
        const invalid = await stack.preview();
        for (const { output } of [preview, up, invalid]) {
          assertReadable(output);
          assert.ok(!output.includes(secretKey), output);
        }
        assert.match(preview.output + up.output, /wrong signature, expected one with/, "the answer is told");
        assert.deepEqual(
          [up.succeeded, invalid.succeeded, await stack.saved()],
          [false, false, []],
          up.output + invalid.output,
        );
      } finally {
        server.close();
      }
    }),
  );
});
