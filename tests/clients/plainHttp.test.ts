import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { join } from "node:path";
import { EmulatedOpenTelekomCloud, ServedCloud } from "../../emulator";

const hasPython = spawnSync("python3", ["--version"], { stdio: "ignore" }).status === 0;

describe(`A client in Python${hasPython ? "" : " (skipped: there is no python3 on the PATH)"}`, function () {
  this.timeout(60_000);
  for (const [how, form] of [
    ["signed in form A", "A"],
    ["signed in form B", "B"],
    ["with a token", "token"],
  ] as const) {
    it(`carries an image through, ${how}`, async function () {
      if (!hasPython) this.skip();
      const cloud = new EmulatedOpenTelekomCloud({ speed: 600 });
      const served = await ServedCloud.listen(cloud);
      try {
        assert.equal(await told(cloud, form), "OK\n");
        const { images, backups, operations } = cloud.state();
        assert.deepEqual(
          images.filter(({ imageType }) => imageType === "private"),
          [],
        );
        assert.ok(backups.every(({ status }) => status === "deleting") && operations.length <= 1);
        assert.ok(
          cloud.calls.some(({ method, path }) => method === "POST" && path.endsWith("/wholeimages/action")),
        );
      } finally {
        await served.close();
      }
    });
  }
});

function told(cloud: EmulatedOpenTelekomCloud, form: string): Promise<string> {
  const line = JSON.stringify({ openTelekomCloud: cloud.account });
  const options = { env: { ...process.env, EMULATED_CLOUD: line, no_proxy: "*" } };
  return new Promise((resolve, reject) => {
    execFile("python3", [join(__dirname, "plain_http.py"), form], options, (error, output, errors) => {
      if (error) reject(new Error(`${error.message}\n${errors}`));
      else resolve(output);
    });
  });
}
