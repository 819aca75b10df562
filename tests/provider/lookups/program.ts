import assert from "node:assert/strict";
import { defaultFleet, emulatedAccount, type EmulatorOptions, type Fixture } from "../../../emulator";
import { Lookups, type Lists } from "../../../provider/lookups";
import type {
  GetFullEcsImageResult,
  GetServerResult,
  GetVaultResult,
  LookupName,
} from "../../../provider/lookups/results";
import { Connection } from "../backends/openTelekomCloud/connections";

/** Three servers (web-01, db-01, win-01) and three vaults (vault-servers, vault-full, vault-replicas). */
export const fleet: Fixture = {
  ...defaultFleet,
  servers: defaultFleet.servers.filter(({ name }) => ["web-01", "db-01", "win-01"].includes(name)),
  vaults: defaultFleet.vaults.filter(({ name }) =>
    ["vault-servers", "vault-full", "vault-replicas"].includes(name),
  ),
};

/** A program whose lookups go to an emulated cloud whose time a test moves. */
export class Program extends Connection {
  /** Names of the profiles that were connected to. */
  readonly profiles: (string | undefined)[] = [];
  readonly told: string[] = [];
  private readonly lookups = new Lookups(
    async (profile) => {
      this.profiles.push(profile);
      return this.cloud;
    },
    (text) => this.told.push(text),
  );

  constructor(options: Omit<EmulatorOptions, "now"> = {}) {
    super({ fixture: fleet, ...options });
  }

  find(name: LookupName, args: unknown, lists: Lists = "shared"): Promise<unknown> {
    return this.lookups.find(name, args, lists);
  }

  getServer = (args: unknown) => this.find("getServer", args) as Promise<GetServerResult>;
  getVault = (args: unknown) => this.find("getVault", args) as Promise<GetVaultResult>;
  getFullEcsImage = (args: unknown) => this.find("getFullEcsImage", args) as Promise<GetFullEcsImageResult>;

  /** What the cloud was asked for, without the values of queries. */
  paths(): string[] {
    return this.calls().map((call) => call.replace(/\?.*/, ""));
  }
}

/** The account of every emulated cloud. */
export const account = {
  cloud: "openTelekomCloud",
  region: emulatedAccount.region,
  projectId: emulatedAccount.projectId,
};

/** The text of the error, which has to say each of these. */
export async function refusal(lookup: Promise<unknown>, ...said: (string | RegExp)[]): Promise<string> {
  let message = "";
  await assert.rejects(lookup, (error: Error) => {
    message = error.message;
    return true;
  });
  for (const part of said)
    assert.ok(
      typeof part === "string" ? message.includes(part) : part.test(message),
      `${String(part)} in:\n${message}`,
    );
  return message;
}
