import type { CloudState } from "../../emulator";
import { isRecordKey, parseRecord, type OperationRecord } from "../../provider/procedures/operationRecord";
import type { Request } from "./subject";

/** The operation that a request writes down: its Pulumi id, and whether as ended. undefined: it writes none. */
export function recordIn({ method, path, body }: Request): { id: string; isSettled: boolean } | undefined {
  if (method !== "POST" || !path.endsWith("/metadata")) return undefined;
  const { metadata } = JSON.parse(body) as { metadata: Record<string, string> };
  const record = Object.values(metadata).map(parseRecord).at(0);
  return record && { id: record.generation, isSettled: record.state === "settled" };
}

/** The operation records beside a server. */
export function recordsBeside({ metadata }: CloudState["servers"][number]): OperationRecord[] {
  return Object.entries(metadata)
    .filter(([key]) => isRecordKey(key))
    .map(([, text]) => parseRecord(text))
    .filter((record) => record !== undefined);
}
