/** How many names a message holds. */
const most = 5;

/**
 * What a name that is not there may have meant.
 * @param what what is called so, for example "servers"
 * @returns a sentence of a remedy; none where nothing has a name
 */
export function likeName(what: string, name: string, names: readonly string[]): string[] {
  const like = mostLike(name, names).map((one) => JSON.stringify(one));
  return like.length > 0 ? [`The ${what} with the names most like it: ${like.join(", ")}.`] : [];
}

/** The best first. */
function mostLike(name: string, names: readonly string[]): string[] {
  const wanted = name.toLowerCase();
  return [...new Set(names)]
    .map((one) => ({ one, distance: editDistance(wanted, one.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance || a.one.localeCompare(b.one))
    .slice(0, most)
    .map(({ one }) => one);
}

/** Levenshtein: how many characters have to be put in, taken out or exchanged. */
function editDistance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [row, letter] of Array.from(from).entries()) {
    const here = [row + 1];
    for (let column = 1; column <= to.length; column++) {
      const exchanged = (above[column - 1] ?? 0) + (to[column - 1] === letter ? 0 : 1);
      here.push(Math.min(exchanged, (above[column] ?? 0) + 1, (here[column - 1] ?? 0) + 1));
    }
    above = here;
  }
  return above[to.length] ?? 0;
}
