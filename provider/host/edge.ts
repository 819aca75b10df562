import type { Redactor } from "../transport/redaction";

/** Marks the text of our own errors, so that the host's copies of them on stderr can be left out. */
const ownErrorMark = "pulumi-ecs-lifecycle:";

/**
 * Everything that leaves the process passes here. Values become plain JSON: an `undefined` would lose a
 * finished operation, and hang the engine in a partial failure. Texts for people lose secrets and whatever a
 * terminal would obey. Values keep them: what a program gave has to come back as it was, and no credential
 * ever gets into one.
 */
export class Edge {
  constructor(private readonly redactor: Redactor) {}

  text(text: string): string {
    // Line breaks and tabs stay; escape codes and the like would reach the terminal.
    // eslint-disable-next-line no-control-regex
    const printable = this.redactor.redact(text).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "");
    // Pulumi's own colour commands.
    return printable.replaceAll("<{%", "< {%");
  }

  /** A copy that is plain JSON. Properties that are undefined are left out. */
  json<T>(value: T): T {
    return this.plain(value) as T;
  }

  /** The error as the host may have it: complete in itself, without a stack. */
  error(error: unknown): Error {
    const { message, id, reasons, properties } = error as Error & {
      id?: string;
      reasons?: string[];
      properties?: object;
    };
    const clean = new Error(this.text(typeof message === "string" ? message : String(error)));
    clean.stack = "";
    clean.toString = () => `${ownErrorMark} ${clean.message}`;
    if (id === undefined) return clean;
    return Object.assign(clean, {
      id,
      reasons: (reasons ?? []).map((reason) => this.text(reason)),
      properties: this.json(properties ?? {}),
    });
  }

  private plain(value: unknown): unknown {
    if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
    if (typeof value === "number") return Number.isFinite(value) ? value : null;
    if (value instanceof Date) return value.toISOString();
    if (Array.isArray(value)) return value.map((item) => this.plain(item) ?? null);
    if (typeof value !== "object") return undefined;
    const entries = Object.entries(value).map(([key, item]) => [key, this.plain(item)] as const);
    return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
  }
}

/** Pulumi's host prints every error of a method to stderr once more, with its stack: ours are complete without. */
export function silenceOwnErrors(console: { error: (...texts: unknown[]) => void }): void {
  const original = console.error;
  console.error = (...texts) => {
    if (typeof texts[0] === "string" && texts[0].startsWith(ownErrorMark)) return;
    original.apply(console, texts);
  };
}
