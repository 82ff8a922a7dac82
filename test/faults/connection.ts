import type { Socket } from "node:net";
import { ReceivedRequest } from "./received-request.ts";
import type { ScriptStep, ServerScript } from "./server-script.ts";

/** One accepted connection: records what comes in, and does what the scripts say. */
export class Connection {
  readonly requests: ReceivedRequest[] = [];
  /** All that was written, one after the other. */
  responses = "";
  /** Whether a script has come to a stall. */
  hasStalled = false;
  readonly #socket: Socket;
  readonly #nextScript: () => ServerScript;
  readonly #otherOrigin: string;
  readonly #closed: Promise<void>;
  #steps: ScriptStep[] = [];
  /** It still takes in what comes, but does nothing any more. */
  #isOver = false;

  constructor(socket: Socket, nextScript: () => ServerScript, otherOrigin = "") {
    this.#socket = socket;
    this.#nextScript = nextScript;
    this.#otherOrigin = otherOrigin;
    this.#closed = new Promise((resolve) => socket.once("close", () => resolve()));
    // A client that breaks off is part of the play.
    socket.on("error", () => {});
    socket.on("data", (chunk: Buffer) => this.#read(chunk));
    this.#expectRequest();
  }

  /** Takes in what is still on its way, and resolves when the connection is closed. */
  async settle(): Promise<void> {
    this.#isOver = true;
    this.#socket.resume();
    this.#socket.end();
    await this.#closed;
  }

  get #request(): ReceivedRequest {
    return this.requests.at(-1) as ReceivedRequest;
  }

  #expectRequest(): void {
    this.requests.push(new ReceivedRequest());
    if (this.#isOver) return;
    this.#steps = [...this.#nextScript()];
    this.#runScript();
  }

  #read(chunk: Buffer): void {
    const rest = this.#request.add(chunk);
    this.#runScript();
    if (!this.#request.isComplete) return;
    this.#expectRequest();
    if (rest.length > 0) this.#read(rest);
  }

  #runScript(): void {
    for (let step = this.#steps[0]; step && !this.#isOver && this.#isDue(step); step = this.#steps[0]) {
      this.#steps.shift();
      this.#do(step);
    }
  }

  #isDue({ at }: ScriptStep): boolean {
    if (at === "connect") return true;
    const { head, headLength, bodyLength, receivedLength } = this.#request;
    return head !== undefined && receivedLength >= at(headLength, bodyLength);
  }

  #do({ response, end }: ScriptStep): void {
    if (response !== undefined) {
      const bytes = typeof response === "string" ? response : response(this.#otherOrigin);
      this.responses += bytes;
      this.#socket.write(bytes);
    }
    if (end === "stall") {
      this.hasStalled = true;
      this.#socket.pause();
    }
    if (end === "close") this.#socket.destroySoon();
    if (end === "reset") this.#socket.resetAndDestroy();
    this.#isOver = end !== undefined;
  }
}
