import { describe, expect, it } from "vitest";
import { checkReceiverCommandLine } from "./command-line.ts";

const env = { SECRET: "Kestrel", EMPTY: "" };
const url = "https://clinic.example/webhooks?token=x";
const read = (...args: string[]) => checkReceiverCommandLine(args, env);

describe("checkReceiverCommandLine", () => {
  it("reads an address and a secret, and has a default for the rest", () => {
    expect(read(url, "--secret-env", "SECRET")).toEqual({
      name: "check-receiver",
      url: new URL(url),
      secret: "Kestrel",
      caseId: "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11",
      timeLimit: 10,
      largest: 32,
      json: false,
      internet: false,
    });
    const caseId = "0b53f6a5-5ae4-4b0e-8a3c-0b6b7f8c1d2e";
    const given = ["--case-id", caseId, "--time-limit", "3", "--largest", "1", "--count", "wc -l", "--json"];
    expect(read(url, "--secret-env", "SECRET", ...given, "--junit", "x.xml", "--internet")).toMatchObject({
      ...{ caseId, timeLimit: 3, largest: 1, count: "wc -l", json: true, junit: "x.xml", internet: true },
    });
    expect(read("--help")).toEqual({ name: "help" });
  });

  it.each([
    [],
    [url],
    [url, "--secret-env", "Kestrel"],
    [url, "--secret-env", "EMPTY"],
    ["127.0.0.1:1", "--secret-env", "SECRET"],
    ["file:///Kestrel", "--secret-env", "SECRET"],
    ["http://user:Kestrel@clinic.example/", "--secret-env", "SECRET"],
    [url, url, "--secret-env", "SECRET"],
    [url, "--secret-env", "SECRET", "--time-limit", "0"],
    [url, "--secret-env", "SECRET", "--largest", "many"],
    [url, "--secret-env", "SECRET", "--largest", "101"],
    [url, "--secret-env", "SECRET", "--case-id", "Kestrel"],
    [url, "--secret-env", "SECRET", "--count", ""],
    [url, "--secret=Kestrel"],
  ])("explains what is wrong with %j, and names no value", (...args) => {
    const command = read(...args);
    expect(command.name).toBe("usage");
    expect(JSON.stringify(command)).not.toMatch(/Kestrel|clinic|undefined/);
  });
});
