/** The ids of what the default fleet holds. They never change: examples name them. */
export const fleetIds = {
  /** Running Linux server, 40 + 100 + 200 GB, in eu-de-01. */
  web01: "11111111-0001-4000-8000-000000000001",
  web01SystemDisk: "22222222-0001-4000-8000-000000000001",
  web01LogDisk: "22222222-0001-4000-8000-000000000002",
  web01DataDisk: "22222222-0001-4000-8000-000000000003",
  /** Stopped Linux server, 40 + 500 GB, in eu-de-02. */
  db01: "11111111-0002-4000-8000-000000000002",
  db01SystemDisk: "22222222-0002-4000-8000-000000000001",
  db01DataDisk: "22222222-0002-4000-8000-000000000002",
  /** Running Windows server, 80 GB, in eu-de-01. */
  win01: "11111111-0003-4000-8000-000000000003",
  win01SystemDisk: "22222222-0003-4000-8000-000000000001",
  /** Running Linux server with four data disks, each of another type (one of them encrypted): 40 + 50 + 100 + 200 + 300 GB. */
  app02: "11111111-0004-4000-8000-000000000004",
  app02SystemDisk: "22222222-0004-4000-8000-000000000001",
  app02SsdDisk: "22222222-0004-4000-8000-000000000002",
  app02SasDisk: "22222222-0004-4000-8000-000000000003",
  app02SataDisk: "22222222-0004-4000-8000-000000000004",
  app02EssdDisk: "22222222-0004-4000-8000-000000000005",
  /** Running Linux server in eu-de-03. */
  cache03: "11111111-0005-4000-8000-000000000005",
  cache03SystemDisk: "22222222-0005-4000-8000-000000000001",
  /** Frozen for arrears. */
  frozen04: "11111111-0006-4000-8000-000000000006",
  frozen04SystemDisk: "22222222-0006-4000-8000-000000000001",
  /** Has been powering off ever since, and never gets there. */
  busy05: "11111111-0007-4000-8000-000000000007",
  busy05SystemDisk: "22222222-0007-4000-8000-000000000001",
  /** Its data disk is on dedicated storage (DSS). */
  dedicated06: "11111111-0008-4000-8000-000000000008",
  dedicated06SystemDisk: "22222222-0008-4000-8000-000000000001",
  dedicated06DataDisk: "22222222-0008-4000-8000-000000000002",
  /** Its data disk is a SCSI one. */
  scsi07: "11111111-0009-4000-8000-000000000009",
  scsi07SystemDisk: "22222222-0009-4000-8000-000000000001",
  scsi07DataDisk: "22222222-0009-4000-8000-000000000002",
  /** Belongs to vaultTeam. */
  team08: "11111111-0010-4000-8000-000000000010",
  team08SystemDisk: "22222222-0010-4000-8000-000000000001",
  /** Two servers named "double-09", in eu-de-01 and eu-de-02. */
  double09: "11111111-0011-4000-8000-000000000011",
  double09SystemDisk: "22222222-0011-4000-8000-000000000001",
  otherDouble09: "11111111-0012-4000-8000-000000000012",
  otherDouble09SystemDisk: "22222222-0012-4000-8000-000000000001",
  /** 40 + 3000 + 2000 GB: more than the 4 TB that are recommended. */
  big10: "11111111-0013-4000-8000-000000000013",
  big10SystemDisk: "22222222-0013-4000-8000-000000000001",
  big10ArchiveDisk: "22222222-0013-4000-8000-000000000002",
  big10DataDisk: "22222222-0013-4000-8000-000000000003",
  /** For backups of servers, with room. */
  vaultServers: "33333333-0001-4000-8000-000000000001",
  /** For backups of servers, without room. */
  vaultFull: "33333333-0002-4000-8000-000000000002",
  /** For replicas, not for backups. */
  vaultReplicas: "33333333-0003-4000-8000-000000000003",
  /** For backups of servers; team08 belongs to it. */
  vaultTeam: "33333333-0004-4000-8000-000000000004",
  /** For backups of disks, not of servers. */
  vaultDisks: "33333333-0005-4000-8000-000000000005",
  /** For backups of servers, in status `lock`. */
  vaultLocked: "33333333-0006-4000-8000-000000000006",
  /** For backups of servers, in status `frozen`. */
  vaultFrozen: "33333333-0007-4000-8000-000000000007",
  /** Public images. */
  ubuntu: "44444444-0001-4000-8000-000000000001",
  windows: "44444444-0002-4000-8000-000000000002",
  /** A billed one. */
  suse: "44444444-0003-4000-8000-000000000003",
  /** A private image of the system disk of web01. This and the other private ones are in `fleetWithOwnImages` only. */
  webBase: "44444444-0004-4000-8000-000000000004",
  /** A private image that is encrypted with dataKey. */
  encryptedBase: "44444444-0005-4000-8000-000000000005",
  /** A private image that takes neither password nor key. */
  withoutInjection: "44444444-0006-4000-8000-000000000006",
  /** Images that another project shares: accepted, and not yet. */
  sharedAccepted: "44444444-0007-4000-8000-000000000007",
  sharedPending: "44444444-0008-4000-8000-000000000008",
  /** A private image of the whole of team08, and the backup behind it. */
  teamWhole: "44444444-0009-4000-8000-000000000009",
  teamBackup: "66666666-0001-4000-8000-000000000001",
  /** A key of KMS that is enabled: the encrypted disk of app02 has it. */
  dataKey: "ca11ab1e-0001-4000-8000-000000000001",
  /** A key of KMS that is disabled. */
  disabledKey: "ca11ab1e-0002-4000-8000-000000000002",
  /** EVSAccessKMS: EVS may use keys of KMS. */
  evsAgency: "a6a6a6a6c10d4c5a9b7d3f2a1b0c0d01",
  /** An IAM user of the account to whom the key pair "other-key" belongs. */
  otherUser: "b1b1b1b1c10d4c5a9b7d3f2a1b0c0d1b",
} as const;
