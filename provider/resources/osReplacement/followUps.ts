import { sources } from "../../constraints/sources";
import type { OsImage } from "../../ports/osImages";
import type { OsFamily } from "../../ports/servers";
import type { FollowUp } from "../followUp";
import { isOfWholeServer } from "../isOfWholeServer";
import type { OsReplacementInputs } from "./inputs";
import type { Before, LeftServer, SystemDisk } from "./outcome";

const document = sources["otc-change-os"].title;
const followUp = { document, section: "Follow-up Procedure" };
const notes = { document, section: "Notes" };

/** What the follow-ups speak of. */
interface Outcome extends Pick<OsReplacementInputs, "password" | "keyPair" | "backup"> {
  nothingDone?: string;
  serverId?: string;
  serverName?: string;
  imageId?: string;
  osFamily?: OsFamily;
  osVersion?: string;
  systemDisk?: SystemDisk;
  before?: Before;
  leftServers?: LeftServer[];
}

/** What the guide leaves to a human once the OS is changed; nothing where nothing was changed. */
export function followUpsOf(outputs: Outcome, image: OsImage | undefined): FollowUp[] {
  if (outputs.nothingDone !== undefined) return [];
  return [
    logIn(outputs),
    environment(outputs),
    ...mountAgain(outputs),
    ...readOtherFileSystems(outputs),
    diskType(outputs),
    ...keepBackup(outputs),
    managedElsewhere(outputs),
    ...systemDiskOnly(image),
    ...temporaryServers(outputs),
  ];
}

/** OSR-13 */
function logIn(outputs: Outcome): FollowUp {
  const { osFamily, password } = outputs;
  const steps = osFamily === "Windows" ? windowsLogin(outputs) : linuxLogin(outputs);
  return {
    title: "Log in and set a password",
    why: "The login password is reset by the change. The addresses are the same: from outside use the server's elastic IP.",
    steps: password
      ? ["Log in with the password that was declared, if the cloud took it; otherwise:", ...steps]
      : steps,
    source: notes,
  };
}

function linuxLogin({ keyPair, before, osVersion = "" }: Outcome): string[] {
  const user = /ubuntu/i.test(osVersion) ? "ubuntu" : "<user of the image>";
  const address = before?.addresses[0]?.ip ?? "<IP address>";
  return [
    `ssh -i <private key of ${keyPair ?? "the key pair"}> ${user}@${address}`,
    "sudo passwd <user>  # where a password is wanted",
  ];
}

function windowsLogin({ keyPair, serverId = "" }: Outcome): string[] {
  return [
    "Wait 5 to 10 minutes after the start of the server.",
    `ECS console, the server's row: More > Get Password, with the private key of ${keyPair ?? "its key pair"}`,
    `or: nova get-password ${serverId} <private key file>`,
    "Log in as Administrator with it.",
    "net user Administrator *",
  ];
}

/** OSR-07 */
function environment({ osFamily, serverName = "" }: Outcome): FollowUp {
  const name = oneWord.test(serverName) ? serverName : "<name>";
  const commands = {
    Linux: [
      `sudo hostnamectl set-hostname ${name}`,
      "DNS, where another server is wanted than the network's: /etc/resolv.conf, or the network manager",
    ],
    Windows: [
      `Rename-Computer -NewName ${name} -Restart`,
      "DNS: Set-DnsClientServerAddress -InterfaceAlias <name> -ServerAddresses <IP address>",
    ],
  };
  return {
    title: "Deploy the services again, and set DNS and hostname",
    why: "The original OS is not retained: its software, and settings such as DNS and hostname, are gone.",
    steps: [
      "Deploy your service environment in the new OS.",
      ...(osFamily === undefined ? [...commands.Linux, ...commands.Windows] : commands[osFamily]),
    ],
    source: notes,
  };
}

/** What a shell takes as one word: the name of a server may hold anything. */
const oneWord = /^[a-z0-9][a-z0-9.-]*$/i;

/** OSR-24 */
function mountAgain({ before, osFamily }: Outcome): FollowUp[] {
  const isLinuxBefore = (before?.osFamily ?? "Linux") === "Linux";
  if (!mayHaveDataDisks(before) || !isLinuxBefore || osFamily === "Windows") return [];
  const disks = before ? ` (${before.dataDiskIds.join(", ")})` : "";
  return [
    {
      title: "Mount the data disks again",
      why: `Where data disks${disks} were mounted at start-up, the information about it was on the old system disk.`,
      steps: [
        "sudo cp /etc/fstab /etc/fstab.bak",
        "sudo blkid",
        "sudo vi /etc/fstab  # for each partition: UUID=<UUID> <mount point> <file system> defaults 0 2",
        "sudo mount <disk partition> <mount point>",
        "df -TH",
      ],
      source: followUp,
    },
  ];
}

/** Where nobody has looked before the change, it may have some. */
function mayHaveDataDisks(before: Before | undefined): boolean {
  return (before?.dataDiskIds.length ?? 1) > 0;
}

/** OSR-16 */
function readOtherFileSystems({ before, osFamily, osVersion }: Outcome): FollowUp[] {
  const from = before?.osFamily;
  if (from === undefined || osFamily === undefined || from === osFamily || !mayHaveDataDisks(before))
    return [];
  const source = { document, section: "Notes on Change Between Windows and Linux" };
  return osFamily === "Linux"
    ? [
        {
          title: "Install an NTFS partition tool",
          why: "The data disks were written by Windows.",
          steps: [ntfsTool(osVersion)],
          source,
        },
      ]
    : [
        {
          title: "Install a tool that reads ext3 and ext4",
          why: "The data disks were written by Linux. LVM partitions may fail under Windows.",
          steps: [
            "Install Ext2Read (https://sourceforge.net/projects/ext2read),",
            "or Ext2Fsd (https://sourceforge.net/projects/ext2fsd).",
          ],
          source,
        },
      ];
}

function ntfsTool(osVersion = ""): string {
  if (/ubuntu|debian/i.test(osVersion)) return "sudo apt install ntfs-3g";
  if (/red\s*hat|centos|oracle|fedora/i.test(osVersion)) return "sudo dnf install ntfs-3g  # from EPEL";
  return "Install ntfs-3g with the package manager of the new OS.";
}

/** OSR-09 */
function diskType({ systemDisk }: Outcome): FollowUp {
  return {
    title: "Keep the type of the system disk",
    why: "After a change of the OS the type of the system disk cannot be changed.",
    steps: [`It stays ${systemDisk?.type ?? "what it was"}: another type means another server.`],
    source: notes,
  };
}

function managedElsewhere({ serverId = "", imageId = "" }: Outcome): FollowUp {
  return {
    title: "Tell whatever else manages the server",
    why: "A program or tool that knows the server with its old image sees a difference, and may build it anew.",
    steps: [
      `Pulumi: on the resource of server ${serverId}: ignoreChanges: ["imageId"]`,
      `or let it name the new image: ${imageId}`,
      "Terraform: lifecycle { ignore_changes = [image_id] } on it.",
    ],
    source: notes,
  };
}

/** OSR-05: what was the consent is all that is left of the old disk. */
function keepBackup({ backup, before }: Outcome): FollowUp[] {
  if (!backup) return [];
  return [
    {
      title: "Keep the backup of the deleted system disk",
      why: `Backup or image ${backup.id} holds what was on system disk ${before?.systemDisk?.id ?? "of before"}. Where a FullEcsImage made it, "pulumi destroy" and "pulumi up --replace" of that delete it.`,
      steps: [
        "Pulumi: protect: true on the FullEcsImage, or retainOnDelete: true",
        "For another change of the OS: a FullEcsImage of another name in the program, and backup with its imageId",
      ],
      source: notes,
    },
  ];
}

/** FEI-07 */
function systemDiskOnly(image: OsImage | undefined): FollowUp[] {
  if (!image || !isOfWholeServer(image)) return [];
  return [
    {
      title: "Restore data disks with a new server",
      why: "The image is a full-ECS image, and only the data of its system disk was written.",
      steps: ["To restore or migrate its data disks, create a new server from the image."],
      source: { document: sources["otc-full-ecs-image"].title, section: "Background" },
    },
  ];
}

/** OSR-23 */
function temporaryServers({ leftServers = [] }: Outcome): FollowUp[] {
  if (leftServers.length === 0) return [];
  return [
    {
      title: "Look at servers that appeared during the change",
      why: "The change makes a temporary server and deletes it; nothing documented identifies it. These appeared meanwhile, and remain.",
      steps: leftServers.map(
        ({ id, name }) => `ECS console: server ${id} ("${name}"): delete it if nobody knows it.`,
      ),
      source: { document, section: "Procedure" },
    },
  ];
}
