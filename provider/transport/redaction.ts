const replacement = "[secret]";

/** From this length on, a secret is cut out of the middle of other words, too. */
const longEnoughAnywhere = 6;
/** Shorter ones are everyday words: cutting them out would tell more than leaving them. */
const shortest = 3;
/** As many characters of base64 belong to one secret only by accident. */
const shortestBase64 = 8;

/** Takes secrets out of every text that leaves the process: as they are, and as other texts carry them. */
export class Redactor {
  private readonly anywhere = new Set<string>();
  private readonly asWord = new Set<string>();

  add(...secrets: (string | undefined)[]): void {
    for (const secret of secrets) {
      if (secret === undefined || secret.length < shortest) continue;
      if (secret.length < longEnoughAnywhere) this.asWord.add(secret);
      else this.anywhere.add(secret);
      for (const form of encodedForms(secret)) this.anywhere.add(form);
    }
  }

  redact(text: string): string {
    // A secret may be part of a longer one.
    const longestFirst = [...this.anywhere].sort((a, b) => b.length - a.length);
    let clean = text;
    for (const secret of longestFirst) clean = clean.replaceAll(secret, replacement);
    for (const secret of this.asWord) clean = clean.replace(asWholeWord(secret), replacement);
    return clean;
  }
}

function asWholeWord(secret: string): RegExp {
  const literal = secret.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, "gu");
}

/** The secret in JSON, in addresses and forms, in base64, and what of JSON is in those; without the secret itself. */
function encodedForms(secret: string): string[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  const forms = [secret, inJson].flatMap((text) => [...inAddress(text), ...inBase64(text)]);
  return [...new Set([inJson, ...forms])].filter((form) => form !== secret);
}

/** With as many characters escaped as different programs escape. */
function inAddress(text: string): string[] {
  const loosely = encodeURIComponent(text);
  const strictly = loosely.replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const inForm = strictly.replaceAll("%20", "+");
  return [loosely, strictly, inForm].flatMap((form) => [form, withLowerCaseEscapes(form)]);
}

function withLowerCaseEscapes(text: string): string {
  return text.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());
}

/** What base64 makes of the secret within any longer text: three forms, for it may begin at any byte of a group. */
function inBase64(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2]
    .map((before) => {
      const first = Math.ceil((before * 8) / 6);
      const end = Math.floor(((before + bytes.length) * 8) / 6);
      return Buffer.concat([Buffer.alloc(before), bytes])
        .toString("base64")
        .slice(first, end);
    })
    .filter((form) => form.length >= shortestBase64)
    .flatMap((form) => [form, form.replaceAll("+", "-").replaceAll("/", "_")]);
}
