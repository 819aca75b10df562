import type { CloudState } from "../cloudState";
import type { Operation } from "./operation";

/** Nothing more comes of this operation. */
export function endOperation(state: CloudState, operation: Operation): void {
  state.operations = state.operations.filter((other) => other !== operation);
}
