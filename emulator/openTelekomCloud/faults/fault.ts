import type { ServiceName } from "../account";

/** Which requests a fault hits. Nothing given: all of them. */
export interface FaultMatch {
  service?: ServiceName;
  /** For example "POST". */
  method?: string;
  /** A regular expression's source, tried on the path without the query. */
  path?: string;
  /** How many matching requests go through unharmed first. Default: 0. */
  after?: number;
}

interface FaultBase {
  /** Chosen by whoever puts the fault, to find it among the fired ones. */
  id: string;
  match: FaultMatch;
  /** How often it fires. Default: 1. */
  times?: number;
}

/** The connection is reset before the cloud has seen the request. */
export interface LostBefore extends FaultBase {
  kind: "lostBefore";
}

/** The request is carried out, then the connection is reset. */
export interface LostAfter extends FaultBase {
  kind: "lostAfter";
}

/** The request is carried out, and the answer does not come in time. */
export interface TimeoutAfter extends FaultBase {
  kind: "timeoutAfter";
}

/** This answer instead of the request's effect. `faultAnswers` has the documented ones. */
export interface StatusFault extends FaultBase {
  kind: "status";
  status: number;
  /** A text as it is, anything else as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** The request is carried out, and answered with 200 and a body that is not what was promised. */
export interface Malformed extends FaultBase {
  kind: "malformed";
  /** Default: the real answer, cut off in the middle. A text as it is, anything else as JSON. */
  body?: unknown;
}

/** No answer ever, and no effect. */
export interface HangBefore extends FaultBase {
  kind: "hangBefore";
}

/** No answer ever, but the effect. */
export interface HangAfter extends FaultBase {
  kind: "hangAfter";
}

/** The image job that the matching submission starts ends FAIL. */
export interface ImageJobFails extends FaultBase {
  kind: "imageJobFails";
  /** The job's `error_code`. */
  code: string;
  /** The job's `fail_reason`. */
  reason: string;
}

/** The image job that the matching submission starts never ends. */
export interface ImageJobStuck extends FaultBase {
  kind: "imageJobStuck";
}

/** The server does not stop softly: the job of the matching stop ends FAIL, and the server goes on. A hard stop works. */
export interface SoftStopFails extends FaultBase {
  kind: "softStopFails";
  /** The job's `error_code`. */
  code: string;
  /** The job's `fail_reason`. */
  reason: string;
}

/** The change of an OS that the matching request begins fails. */
export interface OsChangeFails extends FaultBase {
  kind: "osChangeFails";
  /** Before the system disk is replaced, or afterwards. */
  when: "beforeDisk" | "afterDisk";
  /** The job's `error_code`. */
  code: string;
  /** The job's `fail_reason`. */
  reason: string;
}

/** The change of an OS that the matching request begins never ends. */
export interface OsChangeStuck extends FaultBase {
  kind: "osChangeStuck";
  /** Before the system disk is replaced, or afterwards. */
  when: "beforeDisk" | "afterDisk";
}

/** Something that goes wrong once, or a number of times. */
export type Fault =
  | LostBefore
  | LostAfter
  | TimeoutAfter
  | StatusFault
  | Malformed
  | HangBefore
  | HangAfter
  | ImageJobFails
  | ImageJobStuck
  | SoftStopFails
  | OsChangeFails
  | OsChangeStuck;

/** A fault that is waiting for its requests. */
export type FaultInPlace = Fault & {
  /** How many matching requests it has let through. */
  spared: number;
  /** How often it has fired. */
  fired: number;
};

/** A fault that fired. */
export interface FiredFault {
  id: string;
  kind: Fault["kind"];
  /** Milliseconds since 1970, in the cloud's time. */
  at: number;
  service: ServiceName;
  method: string;
  path: string;
}
