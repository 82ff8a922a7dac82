import { spawn } from "node:child_process";
import { hash } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { callOwn, post, readAll, readDeliveries, readFile, setWebhook } from "./calls.ts";
import { Receiver } from "./receiver.ts";
import { runSandbox, sandboxProgram, startSandboxProcess } from "./sandbox-process.ts";

async function newFolder(): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), "sandbox-command-"));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  return join(parent, "data");
}

async function start(...given: Parameters<typeof startSandboxProcess>) {
  const sandbox = await startSandboxProcess(...given);
  onTestFinished(async () => {
    await sandbox.end("SIGKILL");
  });
  return sandbox;
}

/** The keys and cases that a seed prints. */
function seeded(text: string) {
  return [...text.matchAll(/^(\S+)\tkey (\S+)\tcase (\S+)$/gm)].map(
    ([, organization, key = "", caseId = ""]) => ({
      organization,
      key,
      caseId,
    }),
  );
}

const noSuchOrganization = { code: 1, output: "", errors: "There is no such organization.\n" };

describe("case-comments-sandbox", () => {
  it("keeps in a folder what it was told, whatever ends it, and prints the keys once", async () => {
    const folder = await newFolder();
    const first = await start(["--data", folder]);
    const [clinic, other] = seeded(first.errors());
    if (!clinic || !other) throw new Error("nothing was seeded");
    const content = Buffer.from("%PDF-1.4");
    const id = await post(first.url, clinic.key, "Kept", {
      caseId: clinic.caseId,
      files: [{ fileName: "scan.pdf", content }],
    });
    expect(await post(first.url, other.key, "Not theirs", { caseId: clinic.caseId })).toBe(403);
    expect(await post(first.url, "test_no-such-thing-here", "No", { caseId: clinic.caseId })).toBe(401);
    expect(await first.end("SIGKILL")).toBe("SIGKILL");

    const second = await start(["--data", folder]);
    expect(seeded(second.errors())).toEqual([]);
    const [comment, ...others] = await readAll(second.url, clinic.key, clinic.caseId);
    expect(comment).toMatchObject({ commentId: id, communication: { text: "Kept" } });
    expect(others).toEqual([]);
    const href = comment?.communication.attachments[0]?.href ?? "";
    expect(await readFile(second.url, clinic.key, href)).toEqual(content);
    expect(await second.end()).toBe(0);
  });

  it("lets nobody but its owner read the folder", async () => {
    const folder = await newFolder();
    const sandbox = await start(["--data", folder]);
    const [clinic] = seeded(sandbox.errors());
    await post(sandbox.url, clinic?.key ?? "", "Private", { caseId: clinic?.caseId ?? "" });
    const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
    expect(await mode(folder)).toBe("700");
    for (const name of ["sandbox.sqlite", "sandbox.sqlite-wal", "lock.sqlite"])
      expect(await mode(join(folder, name))).toBe("600");
  });

  it("lets one sandbox serve from a folder, and others administer it meanwhile", async () => {
    const folder = await newFolder();
    const sandbox = await start(["--data", folder]);
    await expect(startSandboxProcess(["--data", folder])).rejects.toThrow(
      "Another sandbox serves from this folder.",
    );
    const administer = (...args: string[]) => runSandbox([...args, "--data", folder]);
    expect(await administer("organization", "add", "lab", "--name", "The lab")).toMatchObject({ code: 0 });
    expect(await administer("organization", "add", "lab")).toMatchObject({ code: 1, output: "" });
    const key = (await administer("key", "add", "lab")).output.trim();
    const outsider = (await administer("key", "add", "lab", "--open-only")).output.trim();
    const caseId = (await administer("case", "add", "lab")).output.trim();
    await administer("assignee", "add", "lab", "kim@lab.example", "--first-name", "Kim");
    expect(Buffer.from(key, "base64url")).toHaveLength(32);

    expect(await post(sandbox.url, key, "Internal", { caseId, isRestricted: true })).toMatch(/-/);
    expect(await readAll(sandbox.url, outsider, caseId)).toEqual([]);
    expect(await readAll(sandbox.url, key, caseId)).toHaveLength(1);
    const assignees = await fetch(`${sandbox.url}/sandbox/v1/assignees`, { headers: { "cv-api-key": key } });
    expect(await assignees.json()).toEqual({ assignees: [{ email: "kim@lab.example", firstName: "Kim" }] });
    expect((await administer("case", "list", "lab")).output).toBe(`${caseId}\n`);
    for (const [command = "", ...rest] of [["key"], ["assignee", "kim@lab.example"], ["case"]])
      expect(await administer(command, "add", "none", ...rest)).toEqual(noSuchOrganization);
    expect(await administer("case", "list", "none")).toEqual(noSuchOrganization);
    expect((await administer("organization", "list")).output).toContain("lab\tThe lab\t1 cases\t2 keys\n");

    const { output } = await administer("key", "list");
    const ids = output.split("\n").flatMap((line) => /^(\w+)\tlab\treads all/.exec(line)?.[1] ?? []);
    expect(ids).toHaveLength(1);
    expect(output).not.toContain(key);
    expect(await administer("key", "revoke", ids[0] ?? "")).toMatchObject({ code: 0 });
    expect(await administer("key", "revoke", ids[0] ?? "")).toMatchObject({ code: 1 });
    expect(await post(sandbox.url, key, "Too late", { caseId })).toBe(401);
  });

  it("seeds both organizations or none", async () => {
    const folder = await newFolder();
    const administer = (...args: string[]) => runSandbox([...args, "--data", folder]);
    await administer("organization", "add", "other-clinic");
    const problem = "There is an organization other-clinic already.\n";
    expect(await administer("seed")).toEqual({ code: 1, output: "", errors: problem });
    expect((await administer("organization", "list")).output).toBe(
      "other-clinic\tother-clinic\t0 cases\t0 keys\n",
    );
  });

  it("says where comments are still told when a key is revoked, and ends that", async () => {
    const folder = await newFolder();
    const sandbox = await start(["--data", folder]);
    const receiver = new Receiver("a-secret");
    const address = await receiver.start();
    onTestFinished(() => receiver.close());
    const administer = (...args: string[]) => runSandbox([...args, "--data", folder]);
    await administer("organization", "add", "lab");
    const newKey = async () => (await administer("key", "add", "lab")).output.trim();
    const [stolen, key] = [await newKey(), await newKey()];
    await setWebhook(sandbox.url, stolen, { url: `${address}?token=hidden`, secret: "a-secret" });
    const caseId = (await administer("case", "add", "lab")).output.trim();
    await post(sandbox.url, key, "Told", { caseId });
    await expect.poll(() => receiver.received.length, { timeout: 30_000 }).toBe(1);
    const id = hash("sha256", stolen).slice(0, 16);
    expect(await administer("key", "revoke", id)).toEqual({
      code: 0,
      output: "",
      errors: `Comments of lab are still told to ${new URL(address).origin}. To end that, too: webhook remove lab\n`,
    });
    expect(await administer("webhook", "remove", "lab")).toEqual({ code: 0, output: "", errors: "" });
    expect(await administer("webhook", "remove", "lab")).toMatchObject({ code: 1 });
    expect((await callOwn(sandbox.url, key, "GET", "/webhook")).status).toBe(404);
    const untold = await post(sandbox.url, key, "Told to nobody", { caseId });
    const deliveries = await readDeliveries(sandbox.url, key);
    expect(deliveries.map(({ commentId }) => commentId)).not.toContain(untold);
  });

  it("backs up while it runs, and never overwrites", async () => {
    const folder = await newFolder();
    const sandbox = await start(["--data", folder]);
    const [clinic = { key: "", caseId: "" }] = seeded(sandbox.errors());
    await post(sandbox.url, clinic.key, "Backed up", { caseId: clinic.caseId });
    const target = await newFolder();
    await mkdir(target);
    const file = join(target, "copy.sqlite");
    expect(await runSandbox(["backup", file, "--data", folder])).toEqual({ code: 0, output: "", errors: "" });
    const refusal = (errors: string) => ({ code: 1, output: "", errors: `${errors}\n` });
    expect(await runSandbox(["backup", file, "--data", folder])).toEqual(
      refusal("There is a file of that name already."),
    );
    expect(await runSandbox(["backup", `${file}2`, "--data", join(folder, "none")])).toEqual(
      refusal("There is no database in that folder."),
    );
    // What a sandbox that was killed has left beside its database would undo the restoring there.
    await rename(file, join(target, "sandbox.sqlite"));
    const again = await start(["--data", target]);
    expect(await readAll(again.url, clinic.key, clinic.caseId)).toHaveLength(1);
  });

  it("runs a command with its address, and ends as the command did", async () => {
    const program = `const { CASE_COMMENTS_BASE_URL: url } = process.env;
      fetch(url + "/readyz").then(({ status }) => { console.log(status); process.exitCode = 7; });`;
    const run = await runSandbox(["--memory", "--", process.execPath, "-e", program]);
    expect(run).toMatchObject({ code: 7, output: "200\n" });
    expect(await runSandbox(["--memory", "--", "no-such-command-anywhere"])).toMatchObject({ code: 127 });
  });

  it("gives links to files the address that receivers reach it by", async () => {
    const receiver = new Receiver("a-secret");
    const address = await receiver.start();
    onTestFinished(() => receiver.close());
    const sandbox = await start(["--memory", "--public-url", "http://sandbox.example:4020/"]);
    await setWebhook(sandbox.url, "test_linked", { url: address, secret: "a-secret", files: "link" });
    const files = [{ fileName: "scan.pdf", content: Buffer.from("%PDF-1.4") }];
    await post(sandbox.url, "test_linked", "Linked", { files });
    await expect.poll(() => receiver.received.length, { timeout: 10_000 }).toBe(1);
    expect(String(receiver.received[0]?.body)).toMatch(
      /"http:\/\/sandbox\.example:4020\/sandbox\/v1\/files\/[\w.-]+"/,
    );
  });

  it.for([
    [[], "say where comments are kept"],
    [["--memory", "--data", "x"], "exclude each other"],
    [["--data", ""], "--data takes a folder"],
    [["--memory", "--port", "70000"], "--port takes"],
    [["--memory", "--host", ""], "--host takes"],
    [["--memory", "--log", "loud"], "--log takes"],
    [["--memory", "--allow-webhooks-to", "10.0.0.0/99"], "--allow-webhooks-to takes"],
    [["--memory", "--public-url", "sandbox:4020"], "--public-url takes"],
    [["--memory", "--"], "a command must follow"],
    [["--memory", "seed"], "nothing in memory outlives this command"],
    [["--data", "x", "key"], "there is no command key"],
    [["--data", "x", "key", "add"], "key add takes ORGANIZATION"],
    [["--data", "x", "key", "add", "a", "b"], "key add takes ORGANIZATION"],
    [["--data", "x", "key", "add", "a", "--name", "b"], "key add takes no --name"],
    [["--data", "x", "key", "add", "a", "--port", "1"], "key add takes no --port"],
    [["--data", "x", "--name", "b"], "takes no --name"],
    [["--memory", "backup", "x"], "backup is for a folder"],
    [["--data", "x", "backup"], "backup takes the file"],
    [["--unknown"], "Unknown option"],
  ] as const)("refuses %j", async ([args, problem]) => {
    const run = await runSandbox(args, { DATABASE_URL: "" });
    expect(run).toMatchObject({ code: 2, output: "" });
    expect(run.errors).toContain(problem);
  });

  it("tells a database that can't be used from one that can, without its password", async () => {
    const url = "postgres://user:secret-password@127.0.0.1:1/none";
    const run = await runSandbox(["seed"], { DATABASE_URL: url });
    expect(run).toEqual({ code: 1, output: "", errors: "The database can't be opened (ECONNREFUSED).\n" });
    expect(await runSandbox([], { DATABASE_URL: "mysql://x" })).toMatchObject({ code: 2 });
    const certified = { DATABASE_URL: `${url}?sslrootcert=/none.pem` };
    expect((await runSandbox([], certified)).errors).toBe("The database can't be opened (ENOENT).\n");
  });

  it("says what is wrong with a folder", async () => {
    const folder = await newFolder();
    await mkdir(folder);
    const problemOf = async (data: string) => (await runSandbox(["seed", "--data", data])).errors;
    await writeFile(join(folder, "sandbox.sqlite"), "no database at all, but a text that is long enough");
    expect(await problemOf(folder)).toBe(
      "The database can't be opened: it is none, or is damaged (SQLITE 26).\n",
    );
    await writeFile(join(folder, "lock.sqlite"), "no lock either, but a text that is long enough for one");
    expect((await runSandbox(["--data", folder])).errors).toContain("(SQLITE 26)");
    expect(await problemOf(join(folder, "sandbox.sqlite"))).toBe(
      "The database can't be opened: a file is in the place of the folder (EEXIST).\n",
    );
  });

  it.runIf(process.platform === "linux")("gives up a folder that can't be made", async () => {
    const run = await runSandbox(["seed", "--data", "/proc/none/data"]);
    expect(run).toMatchObject({ code: 1, errors: "The database can't be opened (ENOENT).\n" });
  });

  it("takes a folder by its name, even if that looks like an address", async () => {
    const folder = await newFolder();
    await mkdir(folder);
    const seed = await runSandbox(["seed", "--data", "file:data?mode=memory#1"], {}, folder);
    expect(seed.code).toBe(0);
    expect(await readdir(join(folder, "file:data?mode=memory#1"))).toContain("sandbox.sqlite");
  });

  it("can be stopped while it waits for its database", async () => {
    const silent = createServer();
    silent.listen(0, "127.0.0.1");
    await once(silent, "listening");
    onTestFinished(() => {
      silent.close();
    });
    const { port } = silent.address() as AddressInfo;
    const child = spawn(process.execPath, [sandboxProgram, "--port", "0"], {
      env: { ...process.env, DATABASE_URL: `postgres://user@127.0.0.1:${port}/none` },
      stdio: "ignore",
    });
    const [socket] = (await once(silent, "connection")) as [Socket];
    socket.on("error", () => {});
    child.kill("SIGTERM");
    expect(await once(child, "close")).toEqual([0, null]);
  });
});
