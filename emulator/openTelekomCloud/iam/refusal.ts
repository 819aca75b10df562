import { Refusal } from "../gateway/refusal";

const titles = { 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found" } as const;

/** As IAM says no. */
export function identityRefusal(status: keyof typeof titles, message: string): Refusal {
  return new Refusal(status, { error: { code: status, message, title: titles[status] } }, message);
}
