import { once } from "node:events";
import { expect, it } from "vitest";
import { RawConnection } from "../hostile/raw-connection.ts";
import { post, validJson } from "../hostile/requests.ts";
import { startSandboxProcess } from "./sandbox-process.ts";

it.runIf(process.platform !== "win32")(
  "a sandbox that is told to stop answers what was sent to it before, on however many new connections",
  async () => {
    const sandbox = await startSandboxProcess(["--memory"]);
    try {
      // Meanwhile the kernel takes the connections, and what comes over them.
      process.kill(sandbox.pid, "SIGSTOP");
      const connections = await Promise.all(
        Array.from({ length: 40 }, async () => {
          const connection = await RawConnection.open(sandbox.url);
          const { socket } = connection;
          if (!socket.write(post(validJson, { "cv-api-key": "test_of-stopping" })))
            await once(socket, "drain");
          return connection;
        }),
      );
      process.kill(sandbox.pid, "SIGTERM");
      const ended = sandbox.end("SIGCONT");
      for (const connection of connections) {
        expect(await connection.receive(1)).toMatchObject([{ status: 200 }]);
        await connection.ended();
      }
      expect(await ended).toBe(0);
    } finally {
      await sandbox.end("SIGKILL");
    }
  },
);
