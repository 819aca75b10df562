import type { Image, Images } from "../../ports/images";
import { parseMark } from "../../ports/mark";
import { digestOf, isUnsettled, type OperationRecord } from "../../procedures/operationRecord";

/** The images that a resource has made, found by their marks. */
export class OwnImages {
  private readonly urnDigest: string;
  private imageId: string | undefined;

  /** @param earlier what an earlier run of this operation has saved */
  constructor(
    private readonly images: Images,
    urn: string,
    private readonly generation: string,
    private readonly earlier?: { imageId?: string },
  ) {
    this.imageId = earlier?.imageId;
    this.urnDigest = digestOf(urn);
  }

  /** The image of the operation: by its ID where that is known, else by its mark. */
  async find(record: OperationRecord | undefined, idFromJob: string | undefined): Promise<Image | undefined> {
    const id = idFromJob ?? this.imageId;
    const image = id === undefined ? undefined : await this.images.get(id);
    const isPossible = record !== undefined || this.earlier !== undefined;
    const found = image ?? (isPossible ? await this.findByMark(record) : undefined);
    // Only what is certainly this operation's is remembered: a record may turn out to be of no use.
    if (found && this.isMarked(found)) this.imageId = found.id;
    return found;
  }

  /** An image of whatever operation of this resource that has this name. */
  async named(name: string): Promise<Image | undefined> {
    return (await this.all()).find((image) => image.name === name);
  }

  /** The image that carries the mark of the operation itself. */
  async marked(): Promise<Image | undefined> {
    return (await this.all()).find((image) => this.isMarked(image));
  }

  /** The images of an earlier operation. */
  async of(generation: string): Promise<Image[]> {
    return (await this.all()).filter(({ mark }) => parseMark(mark)?.generation === generation);
  }

  private isMarked(image: Image): boolean {
    return parseMark(image.mark)?.generation === this.generation;
  }

  private async findByMark(record: OperationRecord | undefined): Promise<Image | undefined> {
    const own = await this.all();
    const marked = own.find((image) => this.isMarked(image));
    if (marked || !record || !isUnsettled(record)) return marked;
    // Made by a run that was interrupted, or that we took over from: not older than its first intention.
    return own.find((image) => image.createdAt >= record.since);
  }

  private async all(): Promise<Image[]> {
    const images = await this.images.list();
    return images.filter((image) => parseMark(image.mark)?.urnDigest === this.urnDigest);
  }
}
