/** The most that the lists of CBR give at once. */
const pageSize = 1000;

/**
 * All items of a list that is asked for page by page.
 * @param readPage gives `limit` items from `offset` on, and how many there are in all where the cloud says so
 */
export async function listPages<Item>(
  readPage: (limit: number, offset: number) => Promise<{ items: Item[]; count?: number | null | undefined }>,
): Promise<Item[]> {
  const found: Item[] = [];
  for (;;) {
    const { items, count } = await readPage(pageSize, found.length);
    found.push(...items);
    // A page may be shorter than asked for: what is missing to the count is on the next ones.
    const isLast = typeof count === "number" ? found.length >= count : items.length < pageSize;
    if (isLast || items.length === 0) return found;
  }
}
