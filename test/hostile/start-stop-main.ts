import { startMock } from "@case-comments/mock";
import { RawConnection } from "./raw-connection.ts";
import { isAlive, post, validJson } from "./requests.ts";

// Runs as a process of its own: that it ends by itself proves that nothing was left open.
const cycles = Number(process.argv[2]);
for (let cycle = 0; cycle < cycles; cycle += 1) {
  const mock = await startMock({ delay: cycle % 10 === 0 ? 3_600_000 : 0 });
  const idle = await RawConnection.open(mock.url);
  const half = await RawConnection.open(mock.url);
  half.socket.write(post(validJson).subarray(0, 100));
  if (cycle % 10 !== 0) {
    await isAlive(mock.url);
    const stalled = await RawConnection.open(mock.url);
    stalled.socket.write(post(validJson, { prefer: "fault=stall" }));
    const broken = await RawConnection.open(mock.url);
    broken.socket.write("nonsense\r\n\r\n");
    await broken.receive(1, 5_000);
  }
  await mock.close();
  await idle.ended(5_000);
  await half.ended(5_000);
}
process.stdout.write(
  `${process.getActiveResourcesInfo().filter((name) => name.includes("Server") || name.includes("Timeout")).length} left\n`,
);
