// A process of its own: writes many keys to a server's metadata. Arguments: state file, name, number of keys.
import { EmulatedOpenTelekomCloud, fleetIds } from "../../../emulator";
import { SignedClient } from "../signedClient";

async function main([stateFile = "", name = "", count = "0"]: string[]): Promise<void> {
  const client = new SignedClient(new EmulatedOpenTelekomCloud({ stateFile }));
  const path = `/v1/{pid}/cloudservers/${fleetIds.web01}/metadata`;
  for (let index = 0; index < Number(count); index += 1) {
    const { status } = await client.call("ecs", "POST", path, {
      body: { metadata: { [`${name}.${index}`]: "x" } },
    });
    if (status !== 200) throw new Error(`answered ${status}`);
    // Written after the answer: what is said here has to be in the state, whatever happens next.
    process.stdout.write(`${index}\n`);
  }
}

void main(process.argv.slice(2));
