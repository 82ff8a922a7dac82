import type { Call, CallReport } from "../faults/call.ts";

/** A process on some runtime that makes calls for us. */
export interface ClientProcess {
  /** All that it has printed. */
  readonly output: string;
  make(call: Call): Promise<CallReport>;
  /** Ends it, and says what went wrong while it did, if anything. */
  end(): Promise<string | undefined>;
}
