/**
 * Whether a version such as `3.230.0` or `v3.230.0` is the oldest one allowed, or later.
 *
 * @param {string} version
 * @param {string} oldest
 */
export function isAtLeast(version, oldest) {
  const [has, needs] = [numbersOf(version), numbersOf(oldest)];
  for (const [index, needed] of needs.entries()) {
    const present = has[index] ?? 0;
    if (present !== needed) return present > needed;
  }
  return true;
}

/** @param {string} version */
function numbersOf(version) {
  return (/\d+(\.\d+)*/.exec(version)?.[0] ?? "").split(".").map(Number);
}
