import { prismOperations } from "../../packages/mock/bundle/operations.ts";
import { createMock, type MockSettings } from "../../packages/mock/src/create-mock.ts";
import type { BuiltContract } from "./build-contract.ts";

type Exchange = Parameters<NonNullable<MockSettings["onExchange"]>>[0];

/** Starts a mock of any contract on a free port, as ours is started of ours. */
export async function startMock({ bundle, contract }: BuiltContract) {
  const exchanges: Exchange[] = [];
  const mock = createMock({
    contract,
    operations: await prismOperations(bundle),
    onExchange: (exchange) => exchanges.push(exchange),
  });
  const { url } = await mock.listen(0, "127.0.0.1");
  return { url, exchanges, close: () => mock.close(0) };
}
