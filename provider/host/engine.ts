import { createRequire } from "node:module";
import { OperationFailure } from "../procedures/errors";

/** The engine that started this process, as far as we talk to it. */
export interface Engine {
  log(severity: "info" | "warning", text: string, urn: string, passing: boolean): void;
  /** Resolves once the engine has taken all that was logged, or will not take it any more. */
  hasHeard(): Promise<void>;
  /** false once the engine is gone: its command was killed, or its terminal closed. */
  isAlive(): Promise<boolean>;
}

const unavailable = 14;
const answerTimeoutMilliseconds = 5_000;

// The parts of Pulumi's own messages that are used here; the package has no types for them.
interface LogRequest {
  setSeverity(severity: number): void;
  setMessage(text: string): void;
  setUrn(urn: string): void;
  setEphemeral(ephemeral: boolean): void;
}
interface EngineClient {
  log(request: LogRequest, options: { deadline: Date }, done: (error: Error | null) => void): void;
  getRootResource(
    request: unknown,
    options: { deadline: Date },
    done: (error: (Error & { code?: number }) | null) => void,
  ): void;
}

/** @param address where the engine listens: the first argument of the process that it starts */
export function connectToEngine(address: string): Engine {
  // gRPC is Pulumi's dependency and not ours: it is found from where Pulumi is, which matters under pnpm.
  const fromPulumi = createRequire(require.resolve("@pulumi/pulumi"));
  const grpc = fromPulumi("@grpc/grpc-js") as { credentials: { createInsecure(): unknown } };
  const services = fromPulumi("@pulumi/pulumi/proto/engine_grpc_pb") as {
    EngineClient: new (address: string, credentials: unknown) => EngineClient;
  };
  const messages = fromPulumi("@pulumi/pulumi/proto/engine_pb") as {
    LogRequest: new () => LogRequest;
    LogSeverity: { INFO: number; WARNING: number };
    GetRootResourceRequest: new () => unknown;
  };
  const client = new services.EngineClient(address, grpc.credentials.createInsecure());
  const deadline = (): Date => new Date(Date.now() + answerTimeoutMilliseconds);
  const unheard = new Set<Promise<void>>();
  return {
    log: (severity, text, urn, passing) => {
      const request = new messages.LogRequest();
      request.setSeverity(severity === "info" ? messages.LogSeverity.INFO : messages.LogSeverity.WARNING);
      request.setMessage(text);
      request.setUrn(wellFormed(urn));
      request.setEphemeral(passing);
      // A text that could not be shown is no reason to stop.
      const heard = new Promise<void>((resolve) => {
        client.log(request, { deadline: deadline() }, () => {
          resolve();
        });
      }).finally(() => unheard.delete(heard));
      unheard.add(heard);
    },
    hasHeard: async () => {
      await Promise.all(unheard);
    },
    isAlive: () =>
      new Promise((resolve) => {
        client.getRootResource(new messages.GetRootResourceRequest(), { deadline: deadline() }, (error) => {
          resolve(error?.code !== unavailable);
        });
      }),
  };
}

/** A malformed URN crashes the whole command line. */
function wellFormed(urn: string): string {
  return urn.startsWith("urn:pulumi:") && urn.split("::").length === 4 ? urn : "";
}

/** Why an operation stops when the engine is gone. */
export function engineGone(): OperationFailure {
  return new OperationFailure("engineGone", "the Pulumi engine that started this process is gone");
}
