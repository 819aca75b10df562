import net from "node:net";

const cancelPath = "/pulumirpc.ResourceProvider/Cancel";

type Emit = (this: net.Server, event: string | symbol, ...args: unknown[]) => boolean;

/**
 * Calls back when the engine sends Cancel, which it does at the first Ctrl-C. Pulumi's dynamic host answers
 * that call without telling anybody; its server is a Node HTTP/2 server, so that the call can be seen there.
 */
export function onCancel(callback: () => void): void {
  const prototype = net.Server.prototype as unknown as { emit: Emit };
  const original = prototype.emit;
  prototype.emit = function (event, ...args) {
    const isCancel =
      event === "stream" &&
      args.some((arg) => (arg as Record<string, unknown> | null)?.[":path"] === cancelPath);
    if (isCancel) callback();
    return original.call(this, event, ...args);
  };
}
