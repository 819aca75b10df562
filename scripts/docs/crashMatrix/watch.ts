import type { InternalAxiosRequestConfig } from "axios";
import type { Scene } from "../../../tests/cuts/scene";

/** A call that reached the cloud. */
export interface SeenCall {
  /** For example "POST /v1/cloudimages/wholeimages/action". */
  name: string;
  /** What was sent with it. */
  body: string;
  /** When, in milliseconds of virtual time. */
  at: number;
}

/** Every call that reaches the scene's cloud from now on, as it comes. */
export function watch<State>({ cloud, time }: Scene<State>): readonly SeenCall[] {
  const calls: SeenCall[] = [];
  const { adapter } = cloud;
  cloud.adapter = (config: InternalAxiosRequestConfig) => {
    const name = `${config.method?.toUpperCase() ?? ""} ${new URL(config.url ?? "").pathname}`;
    calls.push({ name, body: typeof config.data === "string" ? config.data : "", at: time.now() });
    return adapter(config);
  };
  return calls;
}
