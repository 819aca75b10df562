import { createRequire } from "node:module";

const fromPulumi = createRequire(require.resolve("@pulumi/pulumi"));

type Handler = (call: unknown, answer: (error: null, message: unknown) => void) => void;

interface Grpc {
  Server: new () => {
    addService(service: unknown, handlers: Record<string, Handler>): void;
    bindAsync(address: string, credentials: unknown, done: (error: Error | null, port: number) => void): void;
  };
  ServerCredentials: { createInsecure(): unknown };
}

/** As much of an engine as a provider's process talks to: it takes every message, and is alive. Gives its address. */
export async function fakeEngine(): Promise<string> {
  const grpc = fromPulumi("@grpc/grpc-js") as Grpc;
  const { EngineService } = fromPulumi("@pulumi/pulumi/proto/engine_grpc_pb") as { EngineService: unknown };
  const { GetRootResourceResponse } = fromPulumi("@pulumi/pulumi/proto/engine_pb") as {
    GetRootResourceResponse: new () => unknown;
  };
  const { Empty } = fromPulumi("google-protobuf/google/protobuf/empty_pb") as { Empty: new () => unknown };
  const server = new grpc.Server();
  server.addService(EngineService, {
    log: (_call, answer) => answer(null, new Empty()),
    getRootResource: (_call, answer) => answer(null, new GetRootResourceResponse()),
  });
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
      if (error) reject(error);
      else resolve(`127.0.0.1:${port}`);
    });
  });
}
