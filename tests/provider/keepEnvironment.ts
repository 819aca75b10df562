/** Sets the environment back after each test of the block that calls this. */
export function keepEnvironment(): void {
  const earlier = { ...process.env };
  afterEach(() => {
    for (const name of Object.keys(process.env)) if (!(name in earlier)) unset(name);
    Object.assign(process.env, earlier);
  });
}

export function unset(...names: string[]): void {
  for (const name of names) Reflect.deleteProperty(process.env, name);
}
