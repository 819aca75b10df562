import { CloudError, isPassing } from "../ports/cloudError";
import { OperationFailure } from "../procedures/errors";

/** Something that was looked up; `unknown`: why it could not be. */
export type Looked<T> = { value: T } | { unknown: string };

/** What could not be looked up is no reason to refuse. */
export async function look<T>(
  read: () => Promise<T>,
  isFinal: (error: CloudError) => boolean = () => true,
): Promise<Looked<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    if (!(error instanceof CloudError && isFinal(error))) throw error;
    // Wrong credentials will not become right when acting; a key that fails too often is even blocked.
    if (error.details.status === 401) throw notLoggedIn(error);
    return { unknown: error.message };
  }
}

/** When acting, a cloud that cannot answer now is asked again. */
export function lookOrTryAgain<T>(read: () => Promise<T>): Promise<Looked<T>> {
  return look(read, (error) => !isPassing(error));
}

/** The same, of what was looked up. */
export function mapLooked<From, To>(looked: Looked<From>, map: (value: From) => To): Looked<To> {
  return "value" in looked ? { value: map(looked.value) } : looked;
}

function notLoggedIn(error: CloudError): OperationFailure {
  return new OperationFailure(
    "configurationInvalid",
    `the cloud does not accept the credentials of the profile: ${error.message}. ` +
      `Look at ecs-lifecycle:profiles in the stack's configuration.`,
  );
}
