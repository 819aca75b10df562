import { CloudError } from "../../ports/cloudError";

/** The result of a call; undefined where the cloud says that the object does not exist. */
export async function ifThere<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof CloudError && error.kind === "notFound") return undefined;
    throw error;
  }
}
