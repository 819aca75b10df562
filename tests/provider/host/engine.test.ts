import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { connectToEngine } from "../../../provider/host/engine";

interface LogCall {
  request: { getMessage(): string };
}
type Answer = (error: Error | null, value: unknown) => void;
interface Server {
  addService(service: unknown, calls: Record<string, (call: LogCall, answer: Answer) => void>): void;
  bindAsync(address: string, credentials: unknown, done: (error: Error | null, port: number) => void): void;
  forceShutdown(): void;
}

const fromPulumi = createRequire(require.resolve("@pulumi/pulumi"));
const grpc = fromPulumi("@grpc/grpc-js") as {
  Server: new () => Server;
  ServerCredentials: { createInsecure(): unknown };
};
const { EngineService } = fromPulumi("@pulumi/pulumi/proto/engine_grpc_pb") as { EngineService: unknown };
const { Empty } = fromPulumi("google-protobuf/google/protobuf/empty_pb.js") as { Empty: new () => unknown };

const urn = "urn:pulumi:dev::p::pulumi-nodejs:dynamic/ecs:OsReplacement::a";

describe("the engine that started this process", () => {
  let server: Server;
  let port: number;
  let log: (call: LogCall, answer: Answer) => void;

  beforeEach(async () => {
    server = new grpc.Server();
    server.addService(EngineService, {
      log: (call, answer) => {
        log(call, answer);
      },
    });
    port = await new Promise((resolve, reject) => {
      server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
        if (error) reject(error);
        else resolve(bound);
      });
    });
  });
  afterEach(() => {
    server.forceShutdown();
  });

  it("has heard what it was told once it has answered all of it", async () => {
    const told: string[] = [];
    log = ({ request }, answer) => {
      setImmediate(() => {
        told.push(request.getMessage());
        answer(null, new Empty());
      });
    };
    const engine = connectToEngine(`127.0.0.1:${port}`);
    await engine.hasHeard();
    engine.log("warning", "first", urn, false);
    engine.log("info", "second", urn, true);
    await engine.hasHeard();
    assert.deepEqual(told.sort(), ["first", "second"]);
  });

  it("is not waited for where it refuses a text, or is gone", async () => {
    log = (_call, answer) => {
      answer(new Error("no"), undefined);
    };
    const engine = connectToEngine(`127.0.0.1:${port}`);
    engine.log("warning", "refused", urn, false);
    await engine.hasHeard();
    server.forceShutdown();
    engine.log("warning", "not heard", urn, false);
    await engine.hasHeard();
  });
});
