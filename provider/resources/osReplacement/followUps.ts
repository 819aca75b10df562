import { sources } from "../../constraints/sources";
import type { OsImage } from "../../ports/osImages";
import type { FollowUp } from "../followUp";
import { isOfWholeServer } from "../isOfWholeServer";
import type { OsReplacementOutputs } from "./outputs";

const document = sources["otc-change-os"].title;
const followUp = { document, section: "Follow-up Procedure" };
const notes = { document, section: "Notes" };

/** What the guide leaves to a human once the OS is changed; nothing where nothing was changed. */
export function followUpsOf(outputs: OsReplacementOutputs, image: OsImage | undefined): FollowUp[] {
  if (outputs.nothingDone !== undefined) return [];
  return [
    logIn(outputs),
    environment(),
    ...mountAgain(outputs),
    ...readOtherFileSystems(outputs),
    diskType(outputs),
    managedElsewhere(outputs),
    ...systemDiskOnly(image),
    ...temporaryServers(outputs),
  ];
}

/** OSR-13 */
function logIn({ osFamily, serverId = "", keyPair, password }: OsReplacementOutputs): FollowUp {
  const key = keyPair ?? "the server's key pair";
  const steps =
    osFamily === "Windows"
      ? [
          "Wait 5 to 10 minutes after the start of the server.",
          `ECS console, server ${serverId}: More > Get Password, with the private key of ${key}; or: openstack server show ${serverId}, and nova get-password ${serverId} <private key file>.`,
          "Log in as Administrator with it, and change it: net user Administrator *",
        ]
      : [
          `ssh -i <private key of ${key}> <the image's user, for example ubuntu or linux>@<IP address>`,
          "Set a password where one is wanted: sudo passwd <user>",
        ];
  return {
    title: "Log in and set a password",
    why: "The login password is reset by the change.",
    steps: password
      ? ["Log in with the password that was declared, if the cloud took it; otherwise:", ...steps]
      : steps,
    source: notes,
  };
}

/** OSR-07 */
function environment(): FollowUp {
  return {
    title: "Deploy the services again, and set DNS and hostname",
    why: "The original OS is not retained: its software, and settings such as DNS and hostname, are gone.",
    steps: [
      "Deploy your service environment in the new OS.",
      "Hostname: sudo hostnamectl set-hostname <name> (Linux), or Rename-Computer -NewName <name> -Restart (Windows).",
      "DNS: /etc/resolv.conf or your network manager (Linux), or Set-DnsClientServerAddress (Windows).",
    ],
    source: notes,
  };
}

/** OSR-24 */
function mountAgain({ before, osFamily }: OsReplacementOutputs): FollowUp[] {
  const hasDataDisks = (before?.dataDiskIds.length ?? 1) > 0;
  const isLinuxBefore = (before?.osFamily ?? "Linux") === "Linux";
  if (!hasDataDisks || !isLinuxBefore || osFamily === "Windows") return [];
  return [
    {
      title: "Mount the data disks again",
      why: "Where data disks were mounted at start-up, the information about it was on the old system disk.",
      steps: [
        "sudo cp /etc/fstab /etc/fstab.bak",
        "sudo blkid",
        "sudo vi /etc/fstab (a line for each partition: UUID=<UUID> <mount point> <file system> defaults 0 2)",
        "sudo mount <disk partition> <mount point>",
        "df -TH",
      ],
      source: followUp,
    },
  ];
}

/** OSR-16 */
function readOtherFileSystems({ before, osFamily }: OsReplacementOutputs): FollowUp[] {
  const from = before?.osFamily;
  if (from === undefined || osFamily === undefined || from === osFamily) return [];
  const source = { document, section: "Notes on Change Between Windows and Linux" };
  return osFamily === "Linux"
    ? [
        {
          title: "Install an NTFS partition tool",
          why: "The data disks were written by Windows.",
          steps: [
            "sudo apt install ntfs-3g (Debian, Ubuntu), or sudo dnf install ntfs-3g (others, from EPEL)",
          ],
          source,
        },
      ]
    : [
        {
          title: "Install a tool that reads ext3 and ext4",
          why: "The data disks were written by Linux. LVM partitions may fail under Windows.",
          steps: ["Install Ext2Read or Ext2Fsd."],
          source,
        },
      ];
}

/** OSR-09 */
function diskType({ systemDisk }: OsReplacementOutputs): FollowUp {
  return {
    title: "Keep the type of the system disk",
    why: "After a change of the OS the type of the system disk cannot be changed.",
    steps: [`It stays ${systemDisk?.type ?? "what it was"}: another type means another server.`],
    source: notes,
  };
}

function managedElsewhere({ serverId = "", imageId = "" }: OsReplacementOutputs): FollowUp {
  return {
    title: "Tell whatever else manages the server",
    why: "A program or tool that knows the server with its old image sees a difference, and may build it anew.",
    steps: [
      `Pulumi: ignoreChanges: ["imageId"] on the resource of server ${serverId} (its property for the image), or image ${imageId} in it.`,
      "Terraform: lifecycle { ignore_changes = [image_id] } on it.",
    ],
    source: notes,
  };
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
function temporaryServers({ leftServers = [] }: OsReplacementOutputs): FollowUp[] {
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
