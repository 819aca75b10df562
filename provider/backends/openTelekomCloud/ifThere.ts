import { CloudError } from "../../ports/cloudError";

/**
 * The result of a call; undefined where the cloud says that the object does not exist.
 * @param isGone whether the error says so
 */
export async function ifThere<T>(call: () => Promise<T>, isGone = isNotFound): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof CloudError && isGone(error)) return undefined;
    throw error;
  }
}

function isNotFound({ kind }: CloudError): boolean {
  return kind === "notFound";
}
