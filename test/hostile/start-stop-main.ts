import { startMock } from "@case-comments/mock";
import { RawConnection } from "./raw-connection.ts";
import { isAlive, post, validJson } from "./requests.ts";

// Runs as a process of its own: that it ends by itself proves that nothing was left open.
const cycles = Number(process.argv[2]);
for (let cycle = 0; cycle < cycles; cycle += 1) {
  // Closing waits a second for an answer that is due, so few are.
  const isDelayed = cycle % 70 === 0;
  const mock = await startMock({ delay: isDelayed ? 3_600_000 : 0 });
  const idle = await RawConnection.open(mock.url);
  const half = await RawConnection.open(mock.url);
  half.socket.write(post(validJson, { expect: "100-continue" }).subarray(0, -10));
  await half.receiveText("100 Continue");
  if (isDelayed) {
    half.socket.write(validJson.slice(-10));
  } else {
    await isAlive(mock.url);
    const stalled = await RawConnection.open(mock.url);
    stalled.socket.write(post(validJson, { prefer: "fault=stall" }));
    const broken = await RawConnection.open(mock.url);
    broken.socket.write("nonsense\r\n\r\n");
    await broken.receive(1);
    half.close();
  }
  await mock.close();
  await idle.ended();
  await half.ended();
}
process.stdout.write(
  `${process.getActiveResourcesInfo().filter((name) => name.includes("Server") || name.includes("Timeout")).length} left\n`,
);
