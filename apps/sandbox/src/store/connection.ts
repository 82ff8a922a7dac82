/** What a column can hold. */
export type SqlValue = string | number | null | Uint8Array;

/** A connection inside a transaction. Its SQL is the part that SQLite and PostgreSQL share. */
export interface Connection {
  /**
   * Runs one statement.
   *
   * @param sql with a `?` for each value
   * @returns the rows, if it gives any
   */
  query<Row = never>(sql: string, ...values: readonly SqlValue[]): Promise<Row[]>;
}
