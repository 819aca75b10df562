/** Documented answers for faults of the kind `status`: `{ kind: "status", ...faultAnswers.gatewayThrottled, ... }`. */
export const faultAnswers = {
  /** The gateway's throttling. */
  gatewayThrottled: {
    status: 429,
    body: {
      error_code: "APIGW.0308",
      error_msg:
        "The throttling threshold has been reached: policy user over ratelimit,limit:5,time:1 minute",
      request_id: "0308aaaa0308aaaa0308aaaa0308aaaa",
    },
  },
  /** The throttling of ECS. */
  ecsThrottled: {
    status: 429,
    body: { error: { code: "Common.1503", message: "The request is too frequent, try again later." } },
  },
  /** ECS throttles with a status that looks like success; there is no job. */
  ecsAcceptedNothing: {
    status: 202,
    body: { error: { code: "Common.0024", message: "The system is busy, try again later." } },
  },
  /** IMS throttles with 400. */
  imsTooManyTasks: {
    status: 400,
    body: { error: { code: "IMG.0060", message: "Too many image tasks at the moment (flow control)." } },
  },
  /** ECS is busy with another command, for a minute or so. */
  ecsBusy: {
    status: 501,
    body: { error: { code: "Ecs.0603", message: "Another command is being executed, try again later." } },
  },
  /** The throttling of IAM. */
  iamThrottled: {
    status: 429,
    body: { error_code: "IAM.0012", error_msg: "The throttling threshold has been reached." },
  },
  /** Something went wrong inside the gateway. */
  gatewayBroken: {
    status: 500,
    body: { error_code: "APIGW.0601", error_msg: "Internal server error", request_id: "0601aaaa0601aaaa" },
  },
  /** The gateway does not reach the service. */
  badGateway: {
    status: 502,
    body: { error_code: "APIGW.0201", error_msg: "Backend unavailable", request_id: "0201aaaa0201aaaa" },
  },
  /** The service does not answer the gateway in time. */
  gatewayTimeout: {
    status: 504,
    body: { error_code: "APIGW.0201", error_msg: "Backend timeout", request_id: "0201bbbb0201bbbb" },
  },
} as const;
