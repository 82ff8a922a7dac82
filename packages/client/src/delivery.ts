/**
 * Whether the comment may exist:
 * - `not-sent`: it does not. No server can have held the complete request.
 * - `rejected`: it does not. The server answered that it refuses the request.
 * - `unknown`: it may. Look for it before you send it again.
 */
export type Delivery = "not-sent" | "rejected" | "unknown";

/**
 * What an answer other than a readable success says about delivery. Only a 4xx is given instead
 * of a comment; a 408 may come from a proxy whose server is still at work.
 */
export function deliveryOfStatus(status: number): "rejected" | "unknown" {
  return status >= 400 && status < 500 && status !== 408 ? "rejected" : "unknown";
}
