import type { RecordedRequest } from "./mock.ts";

const keptRequests = 1_000;
const keptBytes = 64_000_000;

/** A list of requests that forgets the oldest before it holds too many, or too large ones. */
export class ReceivedRequests {
  readonly list: RecordedRequest[] = [];
  readonly #lengths: number[] = [];
  #bytes = 0;

  /** @param length that of the request's body, in bytes */
  add(request: RecordedRequest, length: number): void {
    this.#bytes += length;
    this.#lengths.push(length);
    this.list.push(request);
    while (this.list.length > keptRequests || (this.#bytes > keptBytes && this.list.length > 1)) {
      this.list.shift();
      this.#bytes -= this.#lengths.shift() ?? 0;
    }
  }
}
