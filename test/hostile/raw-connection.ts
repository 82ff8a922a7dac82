import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { connect as connectSecurely } from "node:tls";

// Only against hanging for ever: an answer that comes is not waited for, however busy the machine is.
const hangMs = 120_000;

/** An answer as it came over the wire. */
export interface RawAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** A connection on which anything can be sent, HTTP or not. */
export class RawConnection {
  readonly socket: Socket;
  readonly #withoutBodies: boolean;
  #received = Buffer.alloc(0);

  private constructor(socket: Socket, withoutBodies: boolean) {
    this.socket = socket;
    this.#withoutBodies = withoutBodies;
    // Resets are among the things that are tested; what was received before them counts.
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      this.#received = Buffer.concat([this.#received, chunk]);
    });
  }

  /** @param withoutBodies whether the answers are to HEAD, which announce a body and have none */
  static async open(url: string, withoutBodies = false): Promise<RawConnection> {
    const { protocol, hostname, port } = new URL(url);
    // A client that is still sending when the other side has ended goes on, as real ones do.
    const socket = connect({ host: hostname, port: Number(port), noDelay: true, allowHalfOpen: true });
    await once(socket, "connect");
    if (protocol === "https:") {
      // Whom a client trusts is tested elsewhere.
      const secure = connectSecurely({ socket, rejectUnauthorized: false });
      await once(secure, "secureConnect");
      return new RawConnection(secure, withoutBodies);
    }
    return new RawConnection(socket, withoutBodies);
  }

  /** What came back so far, in whole answers. Those that only say to go on are passed over. */
  get answers(): RawAnswer[] {
    const answers: RawAnswer[] = [];
    let rest = this.#received;
    for (;;) {
      const end = rest.indexOf("\r\n\r\n");
      if (end === -1) return answers;
      const [statusLine = "", ...lines] = rest.subarray(0, end).toString("latin1").split("\r\n");
      const headers = Object.fromEntries(
        lines.map((line) => [
          line.slice(0, line.indexOf(":")).toLowerCase(),
          line.slice(line.indexOf(":") + 1).trim(),
        ]),
      );
      const length = this.#withoutBodies ? 0 : Number(headers["content-length"] ?? 0);
      if (rest.length < end + 4 + length) return answers;
      const status = Number(statusLine.split(" ")[1]);
      const body = rest.subarray(end + 4, end + 4 + length).toString();
      if (status >= 200) answers.push({ status, headers, body });
      rest = rest.subarray(end + 4 + length);
    }
  }

  /** What came back so far. */
  get text(): string {
    return this.#received.toString("latin1");
  }

  /**
   * Waits for a number of answers.
   *
   * @throws if the connection ends before, or nothing happens for too long
   */
  async receive(count: number): Promise<RawAnswer[]> {
    await this.#until(() => this.answers.length >= count || this.#isOver);
    const { answers } = this;
    if (answers.length < count)
      throw new Error(`the connection ended after ${answers.length} of ${count} answers`);
    return answers;
  }

  /** Waits for a text, such as that of an answer which only says to go on. */
  async receiveText(text: string): Promise<void> {
    await this.#until(() => this.text.includes(text) || this.#isOver);
  }

  /** Waits until the other side has ended the connection. */
  async ended(): Promise<void> {
    await this.#until(() => this.#isOver);
  }

  close(): void {
    this.socket.destroy();
  }

  get #isOver(): boolean {
    return this.socket.destroyed || this.socket.readableEnded;
  }

  #until(isReached: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (isReached()) settle(resolve);
      };
      const timer = setTimeout(() => settle(() => reject(new Error("nothing has come"))), hangMs);
      const settle = (how: () => void) => {
        clearTimeout(timer);
        for (const event of ["data", "end", "close"]) this.socket.off(event, look);
        how();
      };
      for (const event of ["data", "end", "close"]) this.socket.on(event, look);
      look();
    });
  }
}
