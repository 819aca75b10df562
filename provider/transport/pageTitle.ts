/** That an answer is a web page instead of what an API says; undefined where it is none. */
export function pageTitle(body: unknown): string | undefined {
  if (typeof body !== "string" || !/^\s*<(!doctype|html|head|\?xml)/i.test(body)) return undefined;
  const title = /<title[^>]*>([^<]{1,200})</i.exec(body)?.[1]?.replace(/\s+/g, " ").trim();
  return `a web page came instead of an answer${title ? ` ("${title}")` : ""}: is there a proxy or a login page on the way?`;
}
