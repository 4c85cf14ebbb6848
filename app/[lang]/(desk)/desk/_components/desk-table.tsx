import type { ReactNode } from 'react';

export interface DeskRow {
  key: string;
  /** One for each column; null leaves its place empty. */
  cells: ReactNode[];
}

/**
 * A table of the desk. On a narrow screen each row is a card, whose cells say their column. A column
 * without a name of its own is `{hidden}`, said to those who hear the page alone.
 */
export function DeskTable({
  columns,
  rows,
  said,
  items = false,
  lines = false,
}: {
  columns: (string | { hidden: string })[];
  rows: DeskRow[];
  /** Which column holds somebody's words: it gets the room, and no name on a card. */
  said?: number;
  /** Whether `j` and `k` move from row to row. */
  items?: boolean;
  /** Whether a row is a line that runs on where there is no room for columns: its cells say what they are. */
  lines?: boolean;
}) {
  const name = (at: number) => {
    const column = columns[at];
    return at === said || typeof column !== 'string' ? undefined : column;
  };
  return (
    <div className="table">
      <table className={said !== undefined ? 'queue' : lines ? 'lines' : undefined}>
        <thead>
          <tr>
            {columns.map((column) =>
              typeof column === 'string' ? (
                <th key={column} scope="col">
                  {column}
                </th>
              ) : (
                <th key={column.hidden} scope="col">
                  <span className="visually-hidden">{column.hidden}</span>
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} data-item={items ? '' : undefined}>
              {row.cells.map((cell, at) => (
                <td key={at} className={at === said ? 'said' : undefined} data-label={name(at)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
