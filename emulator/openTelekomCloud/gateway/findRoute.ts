import type { ServiceName } from "../account";
import type { Route } from "./route";
import { routes } from "./routes";

const table = new Map<string, { pattern: RegExp; names: string[]; route: Route }[]>();
for (const route of routes) {
  const key = `${route.service} ${route.method}`;
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
  const pattern = new RegExp(`^${route.path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "([^/]+)")}$`);
  table.set(key, [...(table.get(key) ?? []), { pattern, names, route }]);
}

/** The route of a request, with what the names in its path stand for; undefined: there is none. */
export function findRoute(
  service: ServiceName,
  method: string,
  path: string,
): { route: Route; parameters: Record<string, string> } | undefined {
  // Some clients end every path with a slash.
  const trimmed = path === "/" ? path : path.replace(/\/$/, "");
  for (const { pattern, names, route } of table.get(`${service} ${method}`) ?? []) {
    const match = pattern.exec(trimmed);
    if (match === null) continue;
    const values = match.slice(1).map(decodeURIComponent);
    return { route, parameters: Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""])) };
  }
  return undefined;
}
