/** A disk whose data the image holds. */
export interface ImagedDisk {
  id: string;
  role: "system" | "data";
  sizeGb: number;
  /** The cloud's word for the disk's type when it was imaged; absent where it was not to be seen. */
  type?: string;
}
