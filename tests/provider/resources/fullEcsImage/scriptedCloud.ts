import type { Backup } from "../../../../provider/ports/backups";
import type { Cloud } from "../../../../provider/ports/cloud";
import { CloudError, type CloudErrorKind } from "../../../../provider/ports/cloudError";
import type { Disk } from "../../../../provider/ports/disks";
import type { Image, ImageJob, ImageQuota, WholeServerImageRequest } from "../../../../provider/ports/images";
import type { Server } from "../../../../provider/ports/servers";
import type { Vault } from "../../../../provider/ports/vaults";
import { SharedListings } from "../../../../provider/procedures/listings";
import { portWith } from "../../portWith";
import { fakeClock } from "../../scriptedHttp";
import { account, disks, sampleTime, server, vault } from "./samples";

/** What a cloud holds. */
export interface Things {
  servers: Server[];
  disks: Disk[];
  vaults: Vault[];
  images: Image[];
  backups: Backup[];
  jobs: ImageJob[];
  quota: ImageQuota;
}

/** How a cloud may be. */
export interface Script {
  /** What it holds besides the sample server with its disks and its vault. */
  has?: Partial<Things>;
  defaultTags?: Record<string, string>;
  /** How late the list shows a new vault, in seconds. */
  vaultsShowAfter?: number;
  /** How late an image shows its new attributes and tags, in seconds. */
  changesShowAfter?: number;
  /** Whether a backup stays where its image is deleted with it. */
  backupSurvives?: boolean;
  /** Whether jobs run for ever. */
  jobNeverEnds?: boolean;
}

interface Fault {
  call: RegExp;
  error: CloudError;
  /** Whether the call has its effect all the same. */
  when: "before" | "after";
  times: number;
}

/** Seconds from the submission of an image until its snapshots are there, and until its backup is complete. */
export const snapshotsAfter = 60;
export const backupAfter = 300;

/**
 * A cloud of plain facts behind the ports, for what the emulated one does not have: an image goes through its
 * stages, and everything else happens when the script says so. Sleeping takes no time.
 */
export class ScriptedCloud implements Cloud {
  readonly identity = account;
  readonly emulated = false;
  readonly clock = fakeClock(sampleTime * 1000);
  readonly defaultTags: Record<string, string>;
  readonly listings: SharedListings;
  readonly has: Things;
  /** Every call, for example "images.get image-1". */
  readonly calls: string[] = [];
  /** What was asked for as images and as vaults. */
  readonly requests: WholeServerImageRequest[] = [];
  readonly wantedVaults: { name: string; sizeGb: number; mark: string }[] = [];
  private readonly faults: Fault[] = [];
  private events: { at: number; happens: () => void }[] = [];

  constructor(private readonly script: Script = {}) {
    this.defaultTags = script.defaultTags ?? {};
    this.has = structuredClone({
      ...{ servers: [server], disks, vaults: [vault], images: [], backups: [], jobs: [] },
      quota: { used: 3, limit: 50 },
      ...script.has,
    });
    this.listings = new SharedListings(this);
  }

  now(): number {
    return Math.floor(this.clock.now() / 1000);
  }

  /** The next calls that match fail so, before or after they had their effect. */
  fail(
    call: RegExp,
    kind: CloudErrorKind,
    details: Partial<Pick<Fault, "when" | "times">> & { code?: string } = {},
  ) {
    const { when = "before", times = 1, code } = details;
    const error = new CloudError(kind, call.source, { reason: `it is ${kind}`, code });
    this.faults.push({ call, error, when, times });
  }

  /** Something happens by itself, so many seconds from now. */
  after(seconds: number, happens: (has: Things) => void): void {
    this.events.push({
      at: this.now() + seconds,
      happens: () => {
        happens(this.has);
      },
    });
  }

  /** The calls of this kind, for example of /^images\.update/. */
  made(call: RegExp): string[] {
    return this.calls.filter((one) => call.test(one));
  }

  readonly servers = portWith<Cloud["servers"]>("servers", {
    get: (id) => this.call(`servers.get ${id}`, () => byId(this.has.servers, id)),
    list: () => this.call("servers.list", () => this.has.servers),
  });

  readonly disks = portWith<Cloud["disks"]>("disks", {
    list: () => this.call("disks.list", () => this.has.disks),
    ofServer: (id) =>
      this.call(`disks.ofServer ${id}`, () => this.has.disks.filter((disk) => disk.serverIds.includes(id))),
  });

  readonly keepSecret: Cloud["keepSecret"] = () => undefined;
  readonly osImages = portWith<Cloud["osImages"]>("osImages");
  readonly keyPairs = portWith<Cloud["keyPairs"]>("keyPairs");
  readonly keys = portWith<Cloud["keys"]>("keys");
  readonly delegations = portWith<Cloud["delegations"]>("delegations");

  readonly records: Cloud["records"] = {
    write: (serverId, key, text) =>
      this.call(`records.write ${serverId}`, () => {
        const at = byId(this.has.servers, serverId);
        if (at) at.records[key] = text;
      }),
    remove: (serverId, key) =>
      this.call(`records.remove ${serverId}`, () => {
        delete byId(this.has.servers, serverId)?.records[key];
      }),
  };

  readonly images: Cloud["images"] = {
    get: (id) => this.call(`images.get ${id}`, () => byId(this.has.images, id)),
    list: () => this.call("images.list", () => this.has.images),
    named: (name) =>
      this.call(`images.named ${name}`, () => this.has.images.filter((one) => one.name === name)),
    quota: () => this.call("images.quota", () => this.has.quota),
    submitWholeServerImage: (request) =>
      this.call(`images.submit ${request.serverId}`, () => this.begin(request)),
    job: (id) => this.call(`images.job ${id}`, () => byId(this.has.jobs, id)),
    setMark: (id, mark) =>
      this.call(`images.setMark ${id}`, () => {
        this.change(id, { mark });
      }),
    update: ({ id }, { maxRamMb, ...changes }) =>
      this.call(
        `images.update ${id} ${Object.keys({ ...changes, ...(maxRamMb !== undefined && { maxRamMb }) })
          .sort()
          .join(",")}`,
        () => {
          this.change(id, { ...changes, ...(maxRamMb !== undefined && { maxRamMb: maxRamMb ?? undefined }) });
        },
      ),
    changeTags: async (id, { set, remove }) => {
      if (Object.keys(set).length + remove.length === 0) return;
      await this.call(`images.changeTags ${id}`, () => {
        const kept = Object.entries(byId(this.has.images, id)?.tags ?? {}).filter(
          ([key]) => !remove.includes(key),
        );
        this.change(id, { tags: { ...Object.fromEntries(kept), ...set } });
      });
    },
    delete: (id, { withBackup }) =>
      this.call(`images.delete ${id}${withBackup ? " with its backup" : ""}`, () => {
        const backupId = byId(this.has.images, id)?.backupId;
        this.has.images = this.has.images.filter((one) => one.id !== id);
        if (withBackup && !this.script.backupSurvives)
          this.has.backups = this.has.backups.filter((one) => one.id !== backupId);
      }),
  };

  readonly vaults: Cloud["vaults"] = {
    get: (id) => this.call(`vaults.get ${id}`, () => byId(this.has.vaults, id)),
    list: () =>
      this.call("vaults.list", () => {
        const newest = this.now() - (this.script.vaultsShowAfter ?? 0);
        return this.has.vaults.filter(({ createdAt }) => createdAt <= newest);
      }),
    create: (wanted) =>
      this.call(`vaults.create ${wanted.name}`, () => {
        this.wantedVaults.push(wanted);
        const { name, sizeGb, mark } = wanted;
        const id = `made-${this.wantedVaults.length}`;
        const made = { ...vault, id, name, sizeGb, mark, serverIds: [], createdAt: this.now() };
        this.has.vaults.push(made);
        return made;
      }),
    removeServer: (id, serverId) =>
      this.call(`vaults.removeServer ${id} ${serverId}`, () => {
        const from = byId(this.has.vaults, id);
        if (from) from.serverIds = from.serverIds.filter((one) => one !== serverId);
      }),
    delete: (id) =>
      this.call(`vaults.delete ${id}`, () => {
        this.has.vaults = this.has.vaults.filter((one) => one.id !== id);
        this.has.backups = this.has.backups.filter(({ vaultId }) => vaultId !== id);
      }),
  };

  readonly backups: Cloud["backups"] = {
    get: (id) => this.call(`backups.get ${id}`, () => byId(this.has.backups, id)),
    list: () => this.call("backups.list", () => this.has.backups),
    ofServer: (id) =>
      this.call(`backups.ofServer ${id}`, () => this.has.backups.filter(({ serverId }) => serverId === id)),
    inVault: (id) =>
      this.call(`backups.inVault ${id}`, () => this.has.backups.filter(({ vaultId }) => vaultId === id)),
    progress: (id) => this.call(`backups.progress ${id}`, () => undefined),
    delete: (id) =>
      this.call(`backups.delete ${id}`, () => {
        this.has.backups = this.has.backups.filter((one) => one.id !== id);
      }),
  };

  private async call<T>(text: string, effect: () => T): Promise<T> {
    this.calls.push(text);
    this.letHappen();
    const fault = this.faults.find(({ call, times }) => times > 0 && call.test(text));
    if (fault) fault.times--;
    if (fault?.when === "before") throw fault.error;
    const result = structuredClone(effect());
    if (fault) throw fault.error;
    return Promise.resolve(result);
  }

  private letHappen(): void {
    const due = this.events.filter(({ at }) => at <= this.now()).sort((a, b) => a.at - b.at);
    this.events = this.events.filter((event) => !due.includes(event));
    for (const { happens } of due) happens();
  }

  private change(id: string, changes: Partial<Image>): void {
    this.after(this.script.changesShowAfter ?? 0, ({ images }) => {
      const image = byId(images, id);
      if (image) Object.assign(image, changes);
    });
    this.letHappen();
  }

  /** The stages of an image: job and backup begin, the snapshots make it usable, the backup is complete. */
  private begin(request: WholeServerImageRequest): { jobId: string } {
    this.requests.push(request);
    const number = this.requests.length;
    const [jobId, imageId, backupId] = [`job-${number}`, `image-${number}`, `backup-${number}`];
    const source = byId(this.has.servers, request.serverId) ?? server;
    const held = this.has.disks.filter(({ id }) => source.diskIds.includes(id));
    const job: ImageJob = { id: jobId, state: "running", imageId: undefined, failure: undefined };
    this.has.jobs.push(job);
    byId(this.has.vaults, request.vaultId)?.serverIds.push(request.serverId);
    this.has.backups.push({
      ...{ id: backupId, name: "", state: "copying", stateText: "protecting", restorableFrom: "nothing" },
      availabilityZone: source.availabilityZone,
      vaultId: request.vaultId,
      serverId: source.id,
      serverName: source.name,
      sizeGb: held.reduce((sum, disk) => sum + disk.sizeGb, 0),
      disks: held.map(({ id, sizeGb }) => ({ diskId: id, bootable: id === source.systemDiskId, sizeGb })),
      createdAt: this.now(),
      updatedAt: this.now(),
    });
    this.after(snapshotsAfter, ({ images, backups, jobs }) => {
      if (this.script.jobNeverEnds || byId(jobs, jobId)?.state !== "running") return;
      Object.assign(byId(jobs, jobId) ?? {}, { state: "succeeded", imageId });
      Object.assign(byId(backups, backupId) ?? {}, { restorableFrom: "snapshot" });
      const { serverId: _server, vaultId: _vault, description = "", minRamMb = 0, ...asked } = request;
      images.push({
        ...{ ...asked, id: imageId, description, minRamMb, state: "usable", stateText: "active" },
        ...{ backupId, wholeServer: true, createdAt: this.now() },
      });
    });
    this.after(backupAfter, ({ backups }) => {
      const finished = { state: "finished", stateText: "available", restorableFrom: "backup" };
      Object.assign(byId(backups, backupId) ?? {}, { ...finished, updatedAt: this.now() });
    });
    return { jobId };
  }
}

function byId<T extends { id: string }>(things: readonly T[], id: string): T | undefined {
  return things.find((one) => one.id === id);
}
