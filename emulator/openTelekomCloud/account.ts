/** The only account of the emulated cloud: who may call it, and where. */
export interface EmulatedAccount {
  /** For example "eu-de". */
  region: string;
  projectId: string;
  /** The main project of a region has the region's name. */
  projectName: string;
  domainId: string;
  domainName: string;
  /** The IAM user that the keys belong to. */
  userId: string;
  userName: string;
  password: string;
  accessKey: string;
  secretKey: string;
  /** The addresses of the services, without a slash at the end. */
  endpoints: { iam: string; ecs: string; ims: string; cbr: string; evs: string; kms: string };
}

/** A service of the cloud, named as in its host's name. */
export type ServiceName = keyof EmulatedAccount["endpoints"];

/** The account that every emulated cloud has. Its keys and its password are worth nothing anywhere else. */
export const emulatedAccount: EmulatedAccount = {
  region: "eu-de",
  projectId: "e0e0e0e0c10d4c5a9b7d3f2a1b0c0d0e",
  projectName: "eu-de",
  domainId: "d0d0d0d0c10d4c5a9b7d3f2a1b0c0d0d",
  domainName: "OTC00000000001000000000",
  userId: "b0b0b0b0c10d4c5a9b7d3f2a1b0c0d0b",
  userName: "emulated-user",
  password: "Emulated-Password-Worth-Nothing-01",
  accessKey: "EMULATEDACCESSKEY001",
  secretKey: "EmulatedSecretKeyWorthNothingElsewhere01",
  endpoints: {
    iam: "https://iam.eu-de.otc.t-systems.com",
    ecs: "https://ecs.eu-de.otc.t-systems.com",
    ims: "https://ims.eu-de.otc.t-systems.com",
    cbr: "https://cbr.eu-de.otc.t-systems.com",
    evs: "https://evs.eu-de.otc.t-systems.com",
    kms: "https://kms.eu-de.otc.t-systems.com",
  },
};
