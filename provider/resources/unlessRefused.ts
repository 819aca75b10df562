import { CloudError } from "../ports/cloudError";

/** What is only nice to know is left out where the cloud does not tell. */
export async function unlessRefused<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof CloudError) return undefined;
    throw error;
  }
}
