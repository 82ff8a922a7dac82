/** A request as the editor holds it, and as a button on the page brings it. */
export interface EditorRequest {
  operation: string;
  method: string;
  /** As it is sent, with its query: `/api/v1/cases/7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11`. */
  path: string;
  /** By lower-case names. A header that is missing is left out. */
  headers: Record<string, string>;
  /** The JSON, or what stands in its place. */
  body: string;
  /** How large the body is taken to be, in bytes, where the text alone can't be as large. */
  bodyBytes?: number;
}
