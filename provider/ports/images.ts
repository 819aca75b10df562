/** An image that belongs to the account. */
export interface Image {
  id: string;
  name: string;
  /** undefined: it has none, and never had one. */
  description: string | undefined;
  state: "creating" | "usable" | "failed";
  /** The cloud's own word for the state, for messages. */
  stateText: string;
  /** The backup behind the image, once there is one. */
  backupId: string | undefined;
  /** Whether it holds a whole server, where the cloud says so. */
  wholeServer: boolean | undefined;
  /** The mark that the provider left on it, if any: see mark.ts. */
  mark: string | undefined;
  /** Its other tags. */
  tags: Record<string, string>;
  /** Smallest memory of a server made from it, in MiB; 0: no limit. */
  minRamMb: number;
  /** Largest memory of a server made from it, in MiB; undefined: no limit. */
  maxRamMb: number | undefined;
  /** undefined: the cloud does not say, or the account's default. */
  enterpriseProject: string | undefined;
  /** Seconds since 1970. */
  createdAt: number;
}

/** A job that makes an image. */
export interface ImageJob {
  id: string;
  state: "running" | "succeeded" | "failed";
  imageId: string | undefined;
  /** Why it failed: the cloud's code and text. */
  failure: { code: string; reason: string } | undefined;
}

/** What is asked for when a whole server is imaged. */
export interface WholeServerImageRequest {
  serverId: string;
  vaultId: string;
  name: string;
  description: string | undefined;
  tags: Record<string, string>;
  enterpriseProject: string | undefined;
  minRamMb: number | undefined;
  maxRamMb: number | undefined;
  mark: string;
}

/** What of an image can be changed in one call; absent: stays. */
export interface ImageChanges {
  name?: string;
  description?: string;
  minRamMb?: number;
  /** null: no limit any more. */
  maxRamMb?: number | null;
}

/** An image, as far as the way in which it is changed depends on it. */
export type ChangeableImage = Pick<Image, "id" | "description" | "minRamMb" | "maxRamMb">;

/** How many images the account has, and may have. */
export interface ImageQuota {
  used: number;
  limit: number;
}

export interface Images {
  get(id: string): Promise<Image | undefined>;
  /** Every image that belongs to the account, of whatever kind. */
  list(): Promise<Image[]>;
  /** The account's own images with exactly this name. */
  named(name: string): Promise<Image[]>;
  /** undefined: the cloud does not say. */
  quota(): Promise<ImageQuota | undefined>;
  /** Never repeated after a lost answer: the error then is of the kind `answerLost`. */
  submitWholeServerImage(request: WholeServerImageRequest): Promise<{ jobId: string }>;
  /** undefined: the cloud does not know this job (any more). */
  job(id: string): Promise<ImageJob | undefined>;
  setMark(imageId: string, mark: string): Promise<void>;
  /** @param image as it was last seen: what it lacks is added, and the rest replaced */
  update(image: ChangeableImage, changes: ImageChanges): Promise<void>;
  /** Adds tags, or gives them other values; takes the others away. */
  changeTags(imageId: string, tags: { set: Record<string, string>; remove: string[] }): Promise<void>;
  /** Deletes the image, and the backup behind it where that is asked for. Does nothing where the image is gone. */
  delete(imageId: string, options: { withBackup: boolean }): Promise<void>;
}
