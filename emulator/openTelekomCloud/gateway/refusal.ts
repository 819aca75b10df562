/** A definite no: thrown by whoever finds the reason, answered in the form of the service. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    readonly status: number,
    readonly body: unknown,
    message: string,
  ) {
    super(message);
  }
}

/** As ECS, IMS and EVS say no. */
export function serviceRefusal(code: string, message: string, status = 400): Refusal {
  return new Refusal(status, { error: { code, message } }, message);
}

/** As CBR says no. */
export function backupRefusal(code: string, message: string, status = 400): Refusal {
  return new Refusal(status, { error_code: `BackupService.${code}`, error_msg: message }, message);
}

/** As the gateway in front of every service says no. */
export function gatewayRefusal(status: number, code: string, message: string, requestId: string): Refusal {
  return new Refusal(status, { error_code: code, error_msg: message, request_id: requestId }, message);
}

/** As the native calls of Nova say no. */
export function nativeRefusal(status: number, fault: string, message: string): Refusal {
  return new Refusal(status, { [fault]: { message, code: status } }, message);
}

/** The emulated cloud does not have this: said so, because doing nothing would look like success. */
export function notEmulated(what: string, requestId: string): Refusal {
  return gatewayRefusal(
    404,
    "APIGW.0101",
    `The API does not exist or has not been published: the emulated cloud does not have ${what}`,
    requestId,
  );
}
