import { EventEmitter } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, it } from "vitest";
import { Connections } from "./connections.ts";

/** A connection that has sent some requests, each of which is answered as soon as it is served. */
class Sender extends EventEmitter {
  readonly writable = true;
  isReadOn = false;

  constructor(connections: Connections, requests: number) {
    super();
    connections.add(this as unknown as Socket);
    for (let count = 0; count < requests; count += 1) {
      const response = new EventEmitter();
      connections.serve(
        { socket: this } as unknown as IncomingMessage,
        response as unknown as ServerResponse,
        () => queueMicrotask(() => response.emit("close")),
      );
    }
  }

  pause(): void {}

  resume(): void {
    this.isReadOn = true;
  }
}

it("reads a connection on while ever new ones have more to be served than there is time for", async () => {
  const connections = new Connections();
  const flood: Sender[] = [];
  const goOn = async (turns: number) => {
    for (let turn = 0; turn < turns; turn += 1) {
      for (let count = 0; count < 4; count += 1) flood.push(new Sender(connections, 40));
      await nextTurn();
    }
  };
  await goOn(20);
  const patient = new Sender(connections, 2);
  await goOn(80);
  expect(patient.isReadOn).toBe(true);
  // Otherwise it would prove nothing.
  expect(flood.filter(({ isReadOn }) => isReadOn).length).toBeLessThan(flood.length / 4);
});
