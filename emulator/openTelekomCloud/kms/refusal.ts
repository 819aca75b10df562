import { Refusal } from "../gateway/refusal";

/** As KMS says no. */
export function keyRefusal(code: string, message: string, status = 400): Refusal {
  return new Refusal(status, { error: { error_code: `KMS.${code}`, error_msg: message } }, message);
}
