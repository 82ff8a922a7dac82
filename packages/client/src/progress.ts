/** How far an upload is. */
export interface Progress {
  /** How much of the body was handed to the connection. Starts again with each attempt. */
  readonly sentBytes: number;
  readonly totalBytes: number;
}
