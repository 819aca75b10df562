const mostKnown = 1000;

/** Remembers what IAM gives out. The oldest is forgotten where it is too much: a cloud may be served for weeks. */
export function rememberGiven<Item>(given: Item[], item: Item): void {
  given.push(item);
  if (given.length > mostKnown) given.shift();
}
