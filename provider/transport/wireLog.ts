import { appendFileSync, closeSync, constants, fchmodSync, fstatSync, openSync } from "node:fs";
import { resolve } from "node:path";
import { OperationFailure } from "../procedures/errors";
import type { Redactor } from "./redaction";

/** One request and what came of it. */
export interface Exchange {
  method: string;
  url: URL;
  body: string | undefined;
  /** In real time. */
  milliseconds: number;
  /** undefined: no answer came. */
  status?: number;
  requestId?: string | undefined;
  /** The answer's body, or why there is none. */
  answer: string;
}

/** Where the calls of this process are written down. */
export type WireLog = (exchange: Exchange) => void;

const switchName = "ECS_LIFECYCLE_LOG";
const fileName = "ECS_LIFECYCLE_LOG_FILE";
/** Longer bodies are cut off. */
const longestBody = 20_000;

/**
 * Writes every call into a file that only its owner can read, if the environment asks for it
 * (ECS_LIFECYCLE_LOG=debug): by default `ecs-lifecycle-<process id>.log` in the program's folder, else the file that
 * ECS_LIFECYCLE_LOG_FILE names. Headers are never written; secrets are taken out of addresses and bodies.
 */
export function wireLogFrom(environment: NodeJS.ProcessEnv, redactor: Redactor): WireLog | undefined {
  const level = environment[switchName] ?? "";
  if (level === "") return undefined;
  if (level !== "debug")
    throw invalid(
      `${switchName} is "${level}", and the only value that it can have is "debug"; or unset it.`,
    );
  const path = resolve(environment[fileName] ?? `ecs-lifecycle-${process.pid}.log`);
  makePrivate(path);
  return (exchange) => {
    try {
      appendFileSync(path, describe(exchange, redactor));
    } catch {
      // A full disk must not break an operation.
    }
  };
}

function makePrivate(path: string): void {
  const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW } = constants;
  const ownerOnly = 0o600;
  try {
    const file = openSync(path, O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW, ownerOnly);
    if (fstatSync(file).isFile()) fchmodSync(file, ownerOnly);
    closeSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw invalid(
      `${switchName}=debug asks for a log, and ${path} cannot be written (${code ?? "unknown"}): ` +
        `name a file in ${fileName}, or unset ${switchName}.`,
    );
  }
}

function describe(exchange: Exchange, redactor: Redactor): string {
  const { method, url, body, milliseconds, status, requestId, answer } = exchange;
  const address = redactor.redact(url.href);
  const request = requestId === undefined ? "" : ` request ${requestId}`;
  const outcome = `${status ?? "no answer"} ${Math.round(milliseconds)} ms${request}`;
  const lines = [`${new Date().toISOString()} ${method} ${address} -> ${outcome}`];
  if (body !== undefined) lines.push(`  > ${withoutSecrets(body, redactor)}`);
  if (answer !== "") lines.push(`  < ${withoutSecrets(answer, redactor)}`);
  return `${lines.join("\n")}\n`;
}

/** A body on one line; where it is JSON, whatever has a secret's name is cut out, known as a secret or not. */
function withoutSecrets(body: string, redactor: Redactor): string {
  // Texts first: what is escaped once in an answer would be escaped twice on this line.
  const inTexts = (name: string, value: unknown): unknown => {
    if (typeof value !== "string") return value;
    return secretName.test(name) ? "[secret]" : redactor.redact(value);
  };
  const clean = redactor.redact(JSON.stringify(isJson(body) ? JSON.parse(body) : body, inTexts));
  return clean.length <= longestBody ? clean : `${clean.slice(0, longestBody)}… (${clean.length} characters)`;
}

const secretName = /pass|secret|token|private_?key|user_?data|^(access|access_?key|ak|sk)$/i;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function invalid(message: string): OperationFailure {
  return new OperationFailure("configurationInvalid", message);
}
