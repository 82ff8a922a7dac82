/** The database did not do what it was asked to. Its own message may quote what was sent, so it isn't kept. */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable";
  /**
   * The code of the database or of the system, such as `57P01` or `EACCES`; `IN_USE` for a folder that
   * another sandbox serves, and `NEWER` for a database that a newer sandbox has made.
   */
  readonly code: string | undefined;

  constructor(code?: string) {
    super("The database can't be reached or written");
    this.code = code;
  }
}
