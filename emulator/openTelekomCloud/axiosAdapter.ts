import axios, { AxiosError, AxiosHeaders, CanceledError } from "axios";
import type { AxiosAdapter, AxiosResponse, InternalAxiosRequestConfig } from "axios";
import type { EmulatedRequest, SentReply } from "./gateway/request";
import { LostAnswer } from "./lostAnswer";

/** An axios adapter in front of something that answers requests: errors are those of axios' own HTTP adapter. */
export function adapterOf(handle: (request: EmulatedRequest) => Promise<SentReply>): AxiosAdapter {
  return async (config) => {
    const request: EmulatedRequest = {
      method: config.method ?? "get",
      url: axios.getUri(config),
      headers: headersOf(config),
      body: bodyOf(config.data),
    };
    const reply = await unlessGivenUp(config, handle(request)).catch((error: unknown) => {
      if (error instanceof LostAnswer) throw new AxiosError(error.message, error.code, config, request);
      throw error;
    });
    return settled(responseOf(reply, config, request), request);
  };
}

function headersOf(config: InternalAxiosRequestConfig): Record<string, string> {
  return Object.fromEntries(
    Object.entries(config.headers.toJSON()).map(([name, value]) => [name, String(value)]),
  );
}

function bodyOf(data: unknown): Buffer | string | undefined {
  if (data === undefined || data === null) return undefined;
  if (typeof data === "string" || Buffer.isBuffer(data)) return data;
  if (data instanceof ArrayBuffer) return Buffer.from(data);
  if (ArrayBuffer.isView(data)) return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  throw new TypeError("the emulated cloud takes texts and buffers as bodies");
}

/** The reply, unless the caller aborts or its time-out (of real time) passes first. */
async function unlessGivenUp(
  config: InternalAxiosRequestConfig,
  reply: Promise<SentReply>,
): Promise<SentReply> {
  const { signal, timeout } = config;
  if (signal?.aborted) throw new CanceledError(undefined, config);
  let timer: NodeJS.Timeout | undefined;
  let abort: (() => void) | undefined;
  const givenUp = new Promise<never>((_resolve, reject) => {
    abort = () => reject(new CanceledError(undefined, config));
    signal?.addEventListener?.("abort", abort);
    if (timeout) {
      const message = config.timeoutErrorMessage ?? `timeout of ${timeout}ms exceeded`;
      const code = config.transitional?.clarifyTimeoutError ? AxiosError.ETIMEDOUT : AxiosError.ECONNABORTED;
      // A hung call alone must not keep a process alive.
      timer = setTimeout(() => reject(new AxiosError(message, code, config)), timeout).unref();
    }
  });
  try {
    return await Promise.race([reply, givenUp]);
  } finally {
    clearTimeout(timer);
    if (abort) signal?.removeEventListener?.("abort", abort);
  }
}

function responseOf(
  { status, headers, body }: SentReply,
  config: InternalAxiosRequestConfig,
  request: EmulatedRequest,
): AxiosResponse {
  return {
    status,
    statusText: "",
    headers: new AxiosHeaders(headers),
    data: config.responseType === "arraybuffer" ? Buffer.from(body) : body,
    config,
    request,
  };
}

function settled(response: AxiosResponse, request: EmulatedRequest): AxiosResponse {
  const { status, config } = response;
  if (!config.validateStatus || config.validateStatus(status)) return response;
  const code = status < 500 ? AxiosError.ERR_BAD_REQUEST : AxiosError.ERR_BAD_RESPONSE;
  throw new AxiosError(`Request failed with status code ${status}`, code, config, request, response);
}
