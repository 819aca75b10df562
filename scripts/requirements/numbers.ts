/**
 * How a statement may be carried out: S refused from the inputs (schema), P refused after a look at the cloud
 * (preflight), R a step of the procedure, G watched while the operation runs (guard), D decides between no change,
 * update and replacement (diff), O told to the user (output).
 */
export type Mark = "S" | "P" | "R" | "G" | "D" | "O";

/** One numbered statement of the documents that the package is to carry out. */
export interface Requirement {
  /** For example "FEI-12". Records, messages and tests use it. */
  id: string;
  /** The class in the sdk whose matter it is. */
  resource: string;
  /** Every way in which it is to be carried out. */
  marks: readonly Mark[];
  /** What it is about, in a few words; the documents have the sentence. */
  name: string;
}

type Row = readonly [id: string, marks: string, name: string];

function of(resource: string, rows: readonly Row[]): Requirement[] {
  return rows.map(([id, marks, name]) => ({ id, resource, marks: Array.from(marks) as Mark[], name }));
}

/** Every statement of the documents, by number. */
export const requirements: readonly Requirement[] = [
  ...of("FullEcsImage", [
    ["FEI-01", "R", "system disk and all data disks are in the image"],
    ["FEI-02", "R", "deadline that grows with the disks"],
    ["FEI-03", "PR", "source is Running or Stopped, and idle"],
    ["FEI-04", "P", "with a database inside: Stopped"],
    ["FEI-05", "G", "source is left alone meanwhile"],
    ["FEI-06", "RO", "only snapshots yet: one zone only"],
    ["FEI-07", "O", "an OS change takes the system disk only"],
    ["FEI-08", "S", "the guest is declared"],
    ["FEI-09", "S", "Windows: no spanned volume"],
    ["FEI-10", "S", "Linux: no disk group over several disks"],
    ["FEI-11", "O", "neither export nor replication"],
    ["FEI-12", "S", "Windows: SAN policy OnlineAll"],
    ["FEI-13", "R", "source, vault, name, description, submit"],
    ["FEI-14", "SPR", "server backup vault, named or made"],
    ["FEI-15", "S", "limits of name and description"],
    ["FEI-16", "R", "complete when Normal; failed states end it"],
    ["FEI-17", "R", "wait for the end of the zone restriction"],
    ["FEI-18", "O", "an ECS from the image; its data disks"],
  ]),
  ...of("OsReplacement", [
    ["OSR-01", "RO", "system disk is replaced, the old one deleted"],
    ["OSR-02", "SP", "public, private, shared images; any OS"],
    ["OSR-03", "P", "disk quota is left"],
    ["OSR-04", "SP", "full-ECS image together with encryption"],
    ["OSR-05", "SP", "consent to the loss of the system disk"],
    ["OSR-06", "G", "data disks stay as they are"],
    ["OSR-07", "O", "services and settings have to be made again"],
    ["OSR-08", "R", "server is started afterwards"],
    ["OSR-09", "GO", "type of the system disk stays"],
    ["OSR-10", "GO", "IP and MAC addresses stay"],
    ["OSR-11", "R", "Changing OS takes 10 to 20 minutes"],
    ["OSR-12", "R", "settle time for password and key"],
    ["OSR-13", "O", "how to log in afterwards"],
    ["OSR-14", "PO", "capacity of the system disk may change"],
    ["OSR-15", "SP", "encryption: agency and key"],
    ["OSR-16", "PO", "between Windows and Linux: file systems"],
    ["OSR-17", "PR", "server is stopped, by us only if allowed"],
    ["OSR-18", "P", "a system disk is attached"],
    ["OSR-19", "P", "the key pair exists"],
    ["OSR-20", "P", "the private image is available"],
    ["OSR-21", "SP", "licence type for billed OSs only"],
    ["OSR-22", "R", "complete when the server shows the image"],
    ["OSR-23", "GO", "left-over temporary servers are reported"],
    ["OSR-24", "O", "Linux data disks have to be mounted again"],
    ["OSR-25", "R", "one retry, never a third try"],
  ]),
  ...of("ProtectionPlan", [
    ["PPL-01", "R", "snapshots of every disk category"],
    ["PPL-02", "SP", "the whole instance, or named disks"],
    ["PPL-03", "SP", "all disks, later ones included, or those named"],
    ["PPL-04", "SR", "on schedule, or one backup at once"],
    ["PPL-05", "S", "plan name, generated where none is given"],
    ["PPL-06", "S", "start time, to the second"],
    ["PPL-07", "S", "interval in hours, days or weeks"],
    ["PPL-08", "S", "retention in days, weeks, months or years"],
    ["PPL-09", "SR", "Windows: consistency with writers"],
    ["PPL-10", "SPO", "Linux: consistency with freeze scripts"],
    ["PPL-11", "PO", "Cloud Assistant where it is missing"],
    ["PPL-12", "R", "scripts are put on the instance"],
    ["PPL-13", "R", "the plan backs up at its interval"],
    ["PPL-14", "R", "run now"],
    ["PPL-15", "DR", "modify in place"],
    ["PPL-16", "DR", "suspend and resume"],
    ["PPL-17", "R", "delete the plan, keep the backups"],
    ["PPL-18", "R", "protect now"],
    ["PPL-19", "R", "stop protection, keep the backups"],
    ["PPL-20", "RO", "jobs: status, cancel, unmount"],
    ["PPL-21", "RO", "export records: browse, download, cancel"],
    ["PPL-22", "SPRO", "restore a disk or an instance, with consent"],
  ]),
  ...of("MigrationTask", [
    ["MIG-01", "SP", "consent to the loss of the destination's data"],
    ["MIG-02", "SP", "source and destination differ"],
    ["MIG-03", "PR", "source imported and online; resumes"],
    ["MIG-04", "P", "the same OS on both sides"],
    ["MIG-05", "P", "as many data disks as the source"],
    ["MIG-06", "P", "every destination disk is large enough"],
    ["MIG-07", "SO", "target: an ECS instance or an image"],
    ["MIG-08", "SR", "network type"],
    ["MIG-09", "R", "starts as soon as it is created"],
    ["MIG-10", "RO", "Finished and InError"],
    ["MIG-11", "O", "progress"],
    ["CMT-01", "P", "the server's clock is right"],
    ["CMT-02", "P", "endpoints and ports can be reached"],
    ["CMT-03", "O", "no incremental migration"],
    ["CMT-04", "GO", "intermediate instance is left alone"],
    ["CMT-05", "P", "permissions of the RAM user"],
    ["CMT-06", "S", "shared memory"],
    ["CMT-07", "P", "Linux: rsync, SELinux, virtio, GRUB"],
    ["CMT-08", "P", "snapshot service is active"],
    ["CMT-09", "SP", "fields of user_config.json"],
    ["CMT-10", "SP", "size of the system disk"],
    ["CMT-11", "S", "data disks: count, index, size, path"],
    ["CMT-12", "R", "the four scenarios' user_config.json"],
    ["CMT-13", "SR", "filters"],
    ["CMT-14", "R", "client_data"],
    ["CMT-15", "R", "run as root or administrator"],
    ["CMT-16", "RO", "Finished and Not Finished"],
    ["CMT-17", "R", "start over when the intermediate objects are gone"],
    ["CMT-18", "SR", "credentials stay secret"],
    ["CMT-19", "O", "what next"],
    ["CMT-20", "PR", "Linux: the compliance tool runs first"],
  ]),
];
