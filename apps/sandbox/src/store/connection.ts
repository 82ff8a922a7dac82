/** What a column can hold. */
export type SqlValue = string | number | null | Uint8Array;

/**
 * A connection inside a transaction. Its SQL is the part that SQLite and PostgreSQL share, with PostgreSQL's locks
 * of rows (`FOR …`): in SQLite there is one transaction at a time. The time is `time_in(milliseconds)`, from now.
 */
export interface Connection {
  /**
   * Runs one statement.
   *
   * @param sql with a `?` for each value
   * @returns the rows, if it gives any
   */
  query<Row = never>(sql: string, ...values: readonly SqlValue[]): Promise<Row[]>;
}
