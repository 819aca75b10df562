/** A disk whose data an image holds. */
export interface ImagedDisk {
  /** ID of the source server's disk. */
  id: string;
  /** Whether it was the system disk. */
  role: "system" | "data";
  /** Size in GB. */
  sizeGb: number;
  /** The cloud's word for its type when it was imaged, for example "SSD"; absent where it was not to be seen. */
  type?: string;
}
