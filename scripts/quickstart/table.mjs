/**
 * Rows of cells as lines of aligned text.
 *
 * @param {string[][]} rows
 */
export function table(rows) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd())
    .join("\n");
}

/**
 * A value as one line of text, for a cell.
 *
 * @param {unknown} value
 */
export function inOneLine(value) {
  return typeof value === "string" ? value : JSON.stringify(value);
}
