import type { Cloud } from "../../ports/cloud";
import { formatMark } from "../../ports/mark";
import type { OperationFailure } from "../../procedures/errors";
import { Journal } from "../../procedures/journal";
import type { Move } from "../../procedures/move";
import { digestOf, isUnsettled, recordKey } from "../../procedures/operationRecord";
import type { Procedure } from "../../procedures/procedure";
import type { Warn } from "../definition";
import { align, differences, mayStillShow } from "./alignment";
import { isUsableEnough } from "./availability";
import {
  decide,
  disksDigest,
  inputsDigest,
  isAsAskedFor,
  isOver,
  type Action,
  type Goal,
  type World,
} from "./createProcedure";
import { defaultTimeoutMilliseconds } from "./deadline";
import { Following } from "./following";
import { Leftovers } from "./leftovers";
import { OwnImages } from "./ownImages";
import { inputsFrom, outputsOf, type FullEcsImageOutputs } from "./outputs";
import { Submission } from "./submission";
import { Surroundings } from "./surroundings";

/** The reads and writes around `decide`: what it observes, and how each of its actions is carried out. */
export class Creation implements Procedure<World, Action, FullEcsImageOutputs | undefined> {
  private readonly journal: Journal;
  private readonly ownImages: OwnImages;
  private readonly surroundings: Surroundings;
  private readonly submission: Submission;
  private readonly following: Following;
  private readonly leftovers: Leftovers;
  private missingSince: number | undefined;
  /** Why the operation fails, once that is decided; it is told when it is recorded. */
  private failure: OperationFailure | undefined;
  private recordedFailure: OperationFailure | undefined;
  private markedAt: number | undefined;
  private alignedAt: number | undefined;
  private last: World | undefined;

  constructor(
    private readonly goal: Goal,
    private readonly earlier: FullEcsImageOutputs | undefined,
    private readonly cloud: Cloud,
    private readonly warn: Warn,
  ) {
    const { urn, generation, serverId } = goal;
    const owner = { urn, generation, kind: "FullEcsImage", serverId };
    this.journal = new Journal(cloud, owner, (record, serverId) =>
      this.leftovers.passOver({ record, serverId }, this.journal.at),
    );
    this.ownImages = new OwnImages(cloud.images, urn, generation, earlier);
    this.leftovers = new Leftovers(goal, cloud, this.ownImages, warn);
    this.surroundings = new Surroundings(goal, cloud, warn);
    this.following = new Following(cloud, this.ownImages, (backup) => isUsableEnough(goal.inputs, backup));
    this.submission = new Submission(goal, cloud, this.journal, this.surroundings, this.ownImages, warn);
  }

  get serverId(): string {
    return this.goal.serverId;
  }

  defaultTimeoutMilliseconds(): number {
    return defaultTimeoutMilliseconds(this.surroundings.diskSizesGb ?? []);
  }

  decide(world: World): Move<Action, FullEcsImageOutputs | undefined> {
    const move = decide(this.goal, world);
    if (move.kind === "act" && move.because) this.failure = move.because;
    if (move.kind !== "done") return move;
    // It came to nothing, and nobody will look again.
    if (!move.result) this.leftovers.tellOfFailedBackups();
    return { kind: "done", result: move.result && this.outputs(this.goal.inputs, true, move.result) };
  }

  /** An intention that was never sent is taken back, or the next run would have to wait for what came of it. */
  async abandon(): Promise<void> {
    this.submission.tellOfVault();
    await this.journal.takeBack();
  }

  /** What to save if the operation ends now: nothing, as long as nothing was begun. */
  known(): FullEcsImageOutputs | undefined {
    const hasNothingNew = !this.journal.hasBegun && (!this.earlier || !this.last?.image);
    if (hasNothingNew || this.journal.isAnothers) return this.earlier;
    const { record } = this.journal.view();
    const settled = record?.state === "settled";
    const seen = { record, backup: this.last?.backup, vaultName: this.surroundings.vault?.name };
    const asAskedFor = !settled || isAsAskedFor(this.goal, seen);
    const elsewhere = this.journal.at === this.goal.serverId ? {} : { server: this.journal.at };
    const inputs = asAskedFor ? { ...this.goal.inputs, ...elsewhere } : this.inputsOfWhatIsThere();
    return this.outputs(inputs, settled, this.last);
  }

  /**
   * The inputs of an operation with other ones than the goal's. Nothing shows its guest and triggers: they are left
   * out, so that the next preview shows a replacement whatever the difference is.
   */
  private inputsOfWhatIsThere(): Goal["inputs"] {
    const { image, backup } = this.last ?? {};
    const { serverId, defaultTags } = this.goal;
    const {
      guest: _guest,
      triggers: _triggers,
      enterpriseProject: _project,
      ...inputs
    } = inputsFrom(this.goal, { serverId }, { image, backup, defaultTags });
    const enterpriseProject = image?.enterpriseProject;
    return { ...inputs, ...(enterpriseProject !== undefined && { enterpriseProject }) };
  }

  private outputs(
    inputs: Goal["inputs"],
    settled: boolean,
    seen: Pick<World, "image" | "backup"> | undefined,
  ): FullEcsImageOutputs {
    const { vault, disks } = this.surroundings;
    const found = {
      account: this.cloud.identity,
      settled,
      serverId: this.journal.at,
      jobId: this.journal.view().record?.jobId,
      ...{ vault, disks, image: seen?.image, backup: seen?.backup },
    };
    return outputsOf(inputs, found, this.earlier);
  }

  async observe(): Promise<World> {
    const { cloud, journal, leftovers, surroundings } = this;
    await journal.look();
    if (!this.earlier) await journal.lookElsewhere();
    const view = journal.view();
    const here = view.record && { record: view.record, serverId: journal.at };
    await leftovers.look(this.recordedFailure ? undefined : here);
    const isOfNoUse = view.record && isOver(this.goal, view.record, cloud.now());
    // What a record that is over speaks of is not followed, nor taken for the own image.
    const record = isOfNoUse ? undefined : view.record;
    const isOpen = record !== undefined && isUnsettled(record);
    const followed = { record, intention: view.intention, serverId: journal.at };
    const { job, image, backup } = await this.following.look(followed);
    const nothingToFind = job?.state === "running" || view.intention !== "none";
    // Begun, or perhaps begun, and neither a running job nor an image tells how it goes on.
    const isOutOfSight = isOpen && !nothingToFind && !image && !view.nothingSent;
    this.missingSince = isOutOfSight ? (this.missingSince ?? cloud.now()) : undefined;
    if (isOutOfSight) leftovers.note(await surroundings.lookForTraces(journal.at, record.since));
    const hasFailed = job?.state === "failed" || image?.state === "failed";
    if (isOpen && hasFailed) await leftovers.lookForFailedBackups({ record, serverId: journal.at });
    if (isOpen) await surroundings.lookAtDisks(journal.at);
    if (backup) await surroundings.lookAtVault(backup.vaultId);
    const mayBeUnderWay = isOpen && !view.nothingSent && view.intention === "none";
    if (mayBeUnderWay && backup?.state !== "finished") surroundings.watch(record, view.server);
    const isCopying = job?.state === "running" || (image && backup?.state !== "finished") || isOutOfSight;
    if (isCopying) await this.following.lookAtPace(followed);
    const world: World = {
      ...view,
      now: cloud.now(),
      job,
      image,
      backup,
      lastTraceAt: surroundings.traceAt,
      missingSince: this.missingSince,
      recordedFailure: this.recordedFailure,
      failedBackupIds: leftovers.failedBackupIds,
      examined: surroundings.examined,
      vaultId: surroundings.vault?.id,
      vaultName: backup && surroundings.vault?.id === backup.vaultId ? surroundings.vault.name : undefined,
      diskSizesGb: surroundings.diskSizesGb,
      disturbances: surroundings.disturbances,
      progress: isCopying ? this.following.progress : undefined,
      pace: this.following.pace,
      refusedAsBusy: this.submission.refusedAsBusy,
      marked: mayStillShow(this.markedAt, this.cloud.clock.now()),
      aligned: mayStillShow(this.alignedAt, this.cloud.clock.now()),
    };
    this.last = world;
    return world;
  }

  actions: Procedure<World, Action, FullEcsImageOutputs | undefined>["actions"] = {
    examine: () => this.surroundings.examine(),

    intend: async ({ server, now }) => {
      this.leftovers.tellOfFailedBackups();
      await this.journal.intend(
        {
          inputsDigest: inputsDigest(this.goal),
          disksDigest: disksDigest(server?.diskIds ?? []),
          systemDiskDigest: digestOf(server?.systemDiskId ?? ""),
          serverState: server?.state === "running" ? "running" : "stopped",
        },
        now,
      );
    },

    takeOver: () => this.journal.takeOver(),

    restore: async () => {
      this.warn(
        `somebody has removed the record of this operation from server ${this.journal.at} (metadata key ${recordKey(this.goal.urn)}): it is written again`,
      );
      await this.journal.restore();
    },

    /** Another operation on this server was first. */
    withdraw: () => this.journal.forget(),

    goElsewhere: () => this.journal.goElsewhere(),

    /** The interrupted operation on another server came to nothing. */
    forget: async ({ job, image }) => {
      if (job?.failure)
        this.warn(
          `the operation that an earlier run had begun on server ${this.journal.at} failed (${job.failure.code}): ${job.failure.reason}`,
        );
      if (image) this.leftovers.tellOfImage(image);
      this.leftovers.tellOfFailedBackups();
      await this.journal.forget();
      await this.journal.comeBack();
    },

    ensureVault: async (_world, confirmMayAct) => {
      if (await this.maySubmit(confirmMayAct)) await this.submission.ensureVault();
    },

    submit: async (_world, confirmMayAct) => {
      if (await this.maySubmit(confirmMayAct)) await this.submission.submit();
    },

    recordFailure: async () => {
      await this.journal.confirmStillOurs();
      // Before it is written: where no answer comes, it may be.
      this.recordedFailure = this.failure;
      await this.journal.note({ state: "failed" });
    },

    mark: async ({ image }) => {
      await this.journal.confirmStillOurs();
      if (image) await this.cloud.images.setMark(image.id, formatMark(this.goal.urn, this.goal.generation));
      this.markedAt = this.cloud.clock.now();
    },

    align: async ({ image }) => {
      await this.journal.confirmStillOurs();
      const { images } = this.cloud;
      if (image) await align(images, image, differences(this.goal, image, this.goal.defaultTags));
      this.alignedAt = this.cloud.clock.now();
    },

    settle: async (_world, confirmMayAct) => {
      await this.journal.confirmStillOurs();
      // Settled for an engine that is gone, the image would belong to nobody.
      await confirmMayAct();
      await this.journal.note({ state: "settled" });
    },
  };

  /** Without the record nobody could find what comes of a request. */
  private async maySubmit(confirmMayAct: () => Promise<void>): Promise<boolean> {
    await this.journal.confirmStillOurs();
    if (!this.journal.isOurs()) return false;
    await confirmMayAct();
    return true;
  }
}
