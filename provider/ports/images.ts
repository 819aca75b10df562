/** An image made from a whole server. */
export interface Image {
  id: string;
  name: string;
  description: string;
  state: "creating" | "usable" | "failed";
  /** The cloud's own word for the state, for messages. */
  stateText: string;
  /** The backup behind the image, once there is one. */
  backupId: string | undefined;
  /** Whether it holds a whole server, where the cloud says so. */
  wholeServer: boolean | undefined;
  /** The mark that the provider left on it, if any: see mark.ts. */
  mark: string | undefined;
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
  mark: string;
}

export interface Images {
  get(id: string): Promise<Image | undefined>;
  /** Every image of a whole server in this account that carries a mark of the provider. */
  listMarked(): Promise<Image[]>;
  /** Never repeated after a lost answer: the error then is of the kind `answerLost`. */
  submitWholeServerImage(request: WholeServerImageRequest): Promise<{ jobId: string }>;
  /** undefined: the cloud does not know this job (any more). */
  job(id: string): Promise<ImageJob | undefined>;
  setMark(imageId: string, mark: string): Promise<void>;
  update(imageId: string, changes: { name?: string; description?: string }): Promise<void>;
  /** Deletes the image and the backup behind it. Does nothing where the image is gone. */
  deleteWithBackup(imageId: string): Promise<void>;
}
