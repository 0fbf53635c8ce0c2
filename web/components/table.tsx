// biome-ignore-all lint/a11y/noRedundantRoles: what is shown as blocks loses its role otherwise.
// Rows of things. Where there is no room for columns each row becomes a block with its headings
// beside the values, so that nothing scrolls sideways at 320 pixels; it stays a table for those who
// hear it.

import type { ReactNode } from 'react';

import styles from './table.module.css';

export interface Column<Row> {
  name: string; // Of the column among the others; not shown.
  head: string;
  cell: (row: Row) => ReactNode;
  /// Numbers stand at the right, figure under figure.
  number?: boolean;
  /// As narrow as its content.
  tight?: boolean;
}

interface TableProps<Row> {
  /// What the table shows, for those who hear it.
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  keyOf: (row: Row) => string;
}

export function Table<Row>({ caption, columns, rows, keyOf }: TableProps<Row>) {
  const place = (column: Column<Row>) => ({
    'data-number': column.number || undefined,
    'data-tight': column.tight || undefined,
  });
  return (
    <table className={styles.table} role="table">
      <caption className={styles.caption}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column.name} scope="col" role="columnheader" {...place(column)}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={keyOf(row)} role="row">
            {columns.map((column) => (
              <td key={column.name} role="cell" {...place(column)}>
                <span className={styles.label} aria-hidden>
                  {column.head}
                </span>
                <span className={styles.value}>{column.cell(row)}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
