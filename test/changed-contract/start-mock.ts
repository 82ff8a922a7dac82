import type { Exchange } from "@case-comments/contract-server";
import { prismOperations } from "../../packages/mock/bundle/operations.ts";
import { createMock } from "../../packages/mock/src/create-mock.ts";
import type { BuiltContract } from "./build-contract.ts";

/** A mock that runs, and what became of each request. */
export interface RunningMock {
  url: string;
  exchanges: Exchange[];
  close(): Promise<void>;
}

/** Starts a mock of any contract on a free port, as ours is started of ours. */
export async function startMock({ bundle, contract }: BuiltContract): Promise<RunningMock> {
  const exchanges: Exchange[] = [];
  const mock = createMock({
    contract,
    operations: await prismOperations(bundle),
    onExchange: (exchange) => exchanges.push(exchange),
  });
  const { url } = await mock.listen(0, "127.0.0.1");
  return { url, exchanges, close: () => mock.close(0) };
}
