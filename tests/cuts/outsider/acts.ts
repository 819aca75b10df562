import { diskOf, fleetIds, type CloudState } from "../../../emulator";
import { beginPower } from "../../../emulator/openTelekomCloud/operations/power";
import { isRecordKey } from "../../../provider/procedures/operationRecord";
import { needs, type Act, type Outsider } from "./outsider";
import { backupId } from "./subjects";

const server = fleetIds.web01;

/** Made long ago, with somebody's data. */
const otherSystemDisk = diskOf({ id: "22222222-9999-4000-8000-000000000001", sizeGb: 80 });
const otherDataDisk = diskOf({
  ...{ id: "22222222-9999-4000-8000-000000000002", sizeGb: 10, device: "/dev/vdd" },
  ...{ bootIndex: -1, deleteOnTermination: false },
});

/** Everything that somebody may do to the server, or to what its change needs, in the middle of a run. */
export const acts: Record<string, Act> = {
  "starts the server": {
    begin: (outsider) => outsider.switch("start"),
  },
  "stops the server": {
    begin: (outsider) => outsider.switch("stop"),
  },
  "restarts the server": {
    begin: (outsider) => {
      outsider.changeIdle((found, state) => {
        needs(found.status === "ACTIVE" && !found.frozen);
        const { rebootSeconds } = state.world;
        outsider.powerJobs.add(
          beginPower(state, "reboot", [found], [found], rebootSeconds, null, outsider.now()),
        );
      });
    },
  },
  "puts another OS on it": otherOs(fleetIds.windows),
  "puts the very OS on it that is asked for": otherOs(fleetIds.suse),
  "puts another system disk into it": {
    begin: (outsider) => {
      outsider.changeIdle((found) => {
        needs(found.status === "SHUTOFF");
        found.disks = found.disks.map((disk) => (disk.bootIndex === 0 ? otherSystemDisk : disk));
      });
      outsider.systemDisks.add(otherSystemDisk.id);
    },
  },
  "takes the system disk out": {
    begin: (outsider) => {
      outsider.changeIdle((found) => {
        needs(found.status === "SHUTOFF");
        found.disks = found.disks.filter(({ bootIndex }) => bootIndex !== 0);
      });
    },
  },
  "locks the server": {
    begin: (outsider) => {
      outsider.changeIdle((found) => {
        found.locked = true;
      });
    },
  },
  "deletes the server": {
    begin: (outsider) => {
      outsider.changeIdle((_found, state) => {
        state.servers = state.servers.filter(({ id }) => id !== server);
      });
    },
  },
  "has the server frozen": {
    begin: (outsider) => {
      outsider.change((state) => {
        for (const found of state.servers) if (found.id === server) found.frozen = true;
      });
    },
  },
  "deletes the image": {
    begin: (outsider) => {
      outsider.change((state) => {
        state.images = state.images.filter(({ id }) => id !== fleetIds.suse);
      });
    },
  },
  "makes the image unusable": {
    begin: (outsider) => {
      outsider.change((state) => {
        for (const image of state.images) if (image.id === fleetIds.suse) image.status = "killed";
      });
    },
  },
  "deletes the record": {
    begin: async (outsider) => {
      const key = Object.keys(outsider.server?.metadata ?? {}).find(isRecordKey);
      needs(key !== undefined);
      await outsider.client.records.remove(server, key);
      needs(outsider.server?.metadata[key] === undefined);
    },
  },
  "writes metadata": {
    begin: async ({ client, left }) => {
      await client.servers.setMetadata(server, { owner: "anna" });
      left.metadata["owner"] = "anna";
    },
  },
  "changes tags": {
    begin: async ({ client, left }) => {
      const set = { team: "shop", cost: "42" };
      await client.servers.changeTags(server, { set, remove: [] });
      Object.assign(left.tags, set);
    },
  },
  "deletes the backup": {
    begin: async (outsider) => {
      needs((await outsider.client.backups.get(backupId)) !== undefined);
      await outsider.client.backups.delete(backupId);
    },
  },
  "deletes the key pair": {
    begin: (outsider) => {
      outsider.change((state) => {
        state.keyPairs = state.keyPairs.filter(({ name }) => name !== "fleet-key");
      });
    },
  },
  "attaches a data disk": {
    begin: (outsider) => {
      outsider.changeIdle((found) => {
        found.disks.push(otherDataDisk);
      });
      outsider.left.dataDisks.push(otherDataDisk.id);
    },
  },
  "detaches a data disk": {
    begin: (outsider) => {
      const isDetached = (id: string): boolean => id === fleetIds.web01DataDisk;
      outsider.changeIdle((found) => {
        found.disks = found.disks.filter(({ id }) => !isDetached(id));
      });
      outsider.left.dataDisks = outsider.left.dataDisks.filter((id) => !isDetached(id));
    },
  },
  "uses up the quota of disks": {
    begin: (outsider) => {
      outsider.change((state) => {
        state.diskQuota.volumes = disksIn(state);
      });
    },
  },
};

/** A change of the OS of their own: the server is stopped for it, where it runs. */
function otherOs(imageId: string): Act {
  return {
    begin: async (outsider) => {
      if (isOff(outsider)) await outsider.changeOs(imageId);
      else await outsider.switch("stop");
    },
    goOn: async (outsider) => {
      if (outsider.osChanges.size > 0) return;
      await outsider.untilStopped();
      await outsider.changeOs(imageId);
    },
  };
}

function isOff({ server: found }: Outsider): boolean {
  return found?.status === "SHUTOFF";
}

function disksIn({ servers }: CloudState): number {
  return servers.flatMap(({ disks }) => disks).length;
}
