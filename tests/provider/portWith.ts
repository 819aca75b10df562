/** A port of which only these functions are there: any other one fails the test that calls it. */
export function portWith<Port extends object>(name: string, there: Partial<Port> = {}): Port {
  return new Proxy(there, {
    get: (functions, called) => {
      if (called in functions) return functions[called as keyof Port];
      throw new Error(`nobody was to call ${name}.${String(called)}`);
    },
  }) as Port;
}
