import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { contract } from "@case-comments/contract";
import { createContractServer, jsonResponse } from "@case-comments/contract-server";
import { startMock } from "@case-comments/mock";
import { describe, expect, it } from "vitest";
import { RawConnection } from "./raw-connection.ts";
import { isAlive, post, validJson } from "./requests.ts";

const program = fileURLToPath(new URL("./start-stop-main.ts", import.meta.url));

describe("a mock that is started and closed", () => {
  it("leaves nothing open after 200 times", async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [program, "200"]);
    expect(stdout).toBe("0 left\n");
  });

  it("can be closed twice, and at once", async () => {
    const mock = await startMock();
    await Promise.all([mock.close(), mock.close()]);
    await mock.close();
    await expect(isAlive(mock.url)).rejects.toThrow();
  });

  it("says which port it can't have", async () => {
    const mock = await startMock();
    await expect(startMock({ port: mock.port })).rejects.toMatchObject({ code: "EADDRINUSE" });
    await mock.close();
  });

  it("lets an answer come that is due", async () => {
    const mock = await startMock();
    const connection = await RawConnection.open(mock.url);
    const request = post(validJson, { expect: "100-continue" });
    const headEnd = request.indexOf("\r\n\r\n") + 4;
    connection.socket.write(request.subarray(0, headEnd));
    await connection.receiveText("100 Continue");
    const closed = mock.close();
    connection.socket.write(request.subarray(headEnd));
    expect(await connection.receive(1)).toMatchObject([{ status: 200, headers: { connection: "close" } }]);
    await closed;
  });

  it("answers a call that was on its way, if it waits for such, and the connection ends with that", async () => {
    const server = createContractServer({
      contract,
      envelope: (status, error) => ({ status, error }),
      hintHeader: "hint",
      handle: () => ({ response: jsonResponse(200, "ok", {}) }),
    });
    const { url } = await server.listen(0, "127.0.0.1");
    const [used, unused] = [await RawConnection.open(url), await RawConnection.open(url)];
    used.socket.write(post(validJson));
    await used.receive(1);
    const closed = server.close(0, 3_600_000);
    while (await isTaken(url)) await new Promise(setImmediate);
    for (const connection of [used, unused]) {
      connection.socket.write(post(validJson));
      const answers = await connection.receive(connection === used ? 2 : 1);
      expect(answers.at(-1)).toMatchObject({ status: 200, headers: { connection: "close" } });
      await connection.ended();
    }
    await closed;
  });

  it("waits for no call that may be on its way, unless it is told to", async () => {
    const mock = await startMock();
    const connection = await RawConnection.open(mock.url);
    await mock.close();
    await connection.ended();
  });
});

/** Whether somebody listens there. */
function isTaken(url: string): Promise<boolean> {
  return RawConnection.open(url).then(
    (connection) => {
      connection.close();
      return true;
    },
    () => false,
  );
}
