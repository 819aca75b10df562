import type { Cloud } from "../../ports/cloud";
import { CloudError, isPassing } from "../../ports/cloudError";
import type { Image } from "../../ports/images";
import { formatMark } from "../../ports/mark";
import { OperationFailure } from "../../procedures/errors";
import type { Journal } from "../../procedures/journal";
import { PassingRefusal } from "../../procedures/passingRefusal";
import type { Warn } from "../definition";
import { waysOut } from "./constraints/image";
import type { Goal } from "./createProcedure";
import { imageName } from "./imageName";
import type { OwnImages } from "./ownImages";
import type { Surroundings } from "./surroundings";
import { defaultVaultSizeGb, ensureVault } from "./vault";

/** Asks the cloud for the image, and for a vault where there is none; each request is sent once. */
export class Submission {
  /** A vault that this very operation has made. */
  private madeVault: { id: string; name: string } | undefined;
  private hasAsked = false;
  private readonly refusal: PassingRefusal;

  constructor(
    private readonly goal: Goal,
    private readonly cloud: Cloud,
    private readonly journal: Journal,
    private readonly surroundings: Surroundings,
    private readonly ownImages: OwnImages,
    private readonly warn: Warn,
  ) {
    this.refusal = new PassingRefusal(cloud.clock);
  }

  /** Why the cloud cannot do it now, as long as it is not to be asked again. */
  get refusedAsBusy(): string | undefined {
    return this.refusal.reason;
  }

  /** FEI-14: where there is no vault, one is made for it. */
  async ensureVault(): Promise<void> {
    const { urn, generation, inputs } = this.goal;
    const { ensure, name = "" } = inputs.vault ?? {};
    if (!ensure)
      return this.refuse(`vault: the vault "${name ?? ""}" could not be looked up. Give its ID instead.`);
    const sizeGb = ensure.size ?? this.disksSizeGb();
    if (sizeGb === undefined)
      return this.refuse(
        `vault.ensure.size: the sizes of the server's disks could not be looked up. Say how large the vault "${ensure.name}" is to be, in GB.`,
      );
    try {
      const wanted = { name: ensure.name, sizeGb, mark: formatMark(urn, generation) };
      const vault = await ensureVault(this.cloud, wanted);
      this.surroundings.vault = vault;
      if (vault.mark === wanted.mark) this.madeVault = vault;
    } catch (error) {
      const willNotPass = error instanceof CloudError && !isPassing(error);
      if (!willNotPass) throw error;
      await this.refuse(
        `vault: the cloud refused to make the vault "${ensure.name}" of ${sizeGb} GB: ${error.message}. ` +
          `Name a vault that exists, or correct vault.ensure.`,
      );
    }
  }

  private disksSizeGb(): number | undefined {
    const { diskSizesGb } = this.surroundings;
    return diskSizesGb && defaultVaultSizeGb(diskSizesGb);
  }

  /** FEI-13: source ECS, vault, name and description, submitted. */
  async submit(): Promise<void> {
    const jobId = await this.request();
    if (jobId !== undefined) await this.noteJob(jobId);
  }

  /** The job's ID; undefined where no answer came, or where it is to be tried again later. */
  private async request(): Promise<string | undefined> {
    const { urn, generation, serverId, inputs, defaultTags } = this.goal;
    this.journal.spendIntention();
    this.hasAsked = true;
    try {
      const { jobId } = await this.cloud.images.submitWholeServerImage({
        serverId,
        vaultId: this.surroundings.vault?.id ?? "",
        name: imageName(this.goal),
        description: inputs.description ?? undefined,
        tags: { ...defaultTags, ...inputs.tags },
        enterpriseProject: inputs.enterpriseProject ?? undefined,
        minRamMb: inputs.minRamMb ?? undefined,
        maxRamMb: inputs.maxRamMb ? inputs.maxRamMb : undefined,
        mark: formatMark(urn, generation),
      });
      return jobId;
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      await this.afterRefusal(error);
      return undefined;
    }
  }

  /** The image can also be found without its job: that the job could not be noted is no reason to stop. */
  private async noteJob(jobId: string): Promise<void> {
    try {
      await this.journal.note({ state: "sent", jobId });
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      this.warn(`job ${jobId} makes the image, but that could not be noted on the server: ${error.message}`);
    }
  }

  /** A definite no means that nothing was made; without an answer the next turn looks for traces. */
  private async afterRefusal(error: CloudError): Promise<void> {
    if (error.kind === "answerLost") {
      this.warn(`no answer to the request for the image; looking for what came of it (${error.message})`);
      return;
    }
    this.journal.noteRefusal();
    if (this.refusal.note(error)) {
      // Refused because of work going on: an earlier submission may be that work.
      if (error.kind === "busy") this.surroundings.traceAt = this.cloud.now();
      return;
    }
    const taken = error.kind === "nameTaken" ? await this.ownImages.named(imageName(this.goal)) : undefined;
    await this.refuse(refused(error, taken));
  }

  /** Ended early: a vault that was made, and is not used yet, is no secret. */
  tellOfVault(): void {
    const vault = this.madeVault;
    if (vault && !this.hasAsked)
      this.warn(`vault "${vault.name}" (${vault.id}) was made for the image and stays: the next run uses it`);
  }

  /** Nothing was made, and nothing has to be remembered of it. */
  private async refuse(why: string): Promise<never> {
    // What an earlier run may have sent was waited for before this submission.
    if (this.journal.isOurs()) await this.journal.forget();
    const vault = this.madeVault;
    const stays = vault
      ? ` Vault "${vault.name}" (${vault.id}), which was made for it, stays and is billed: the next run uses it, or delete it in the CBR console.`
      : "";
    throw new OperationFailure("constraintViolated", why + stays);
  }
}

function refused(error: CloudError, taken: Image | undefined): string {
  const why = `the cloud refused to make the image: ${error.message}`;
  if (!taken) return why;
  return `${why}. The name "${taken.name}" is taken by image ${taken.id}, which an earlier operation of this resource made. ${waysOut(taken.id, taken.backupId)}`;
}
