import { prismOperations } from "../../../packages/mock/bundle/operations.ts";
import { createMock } from "../../../packages/mock/src/create-mock.ts";
import { syntheticContract } from "./synthetic-contract.ts";

// A mock of a contract with as many operations as asked for.
const [count = "1", folder = ""] = process.argv.slice(2);
const contract = await syntheticContract(Number(count), folder);
const operations = await prismOperations(contract.document);
const mock = createMock({ contract, operations });
process.send?.(await mock.listen(0, "127.0.0.1"));
process.on("disconnect", () => process.exit());
