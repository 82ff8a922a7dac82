import { parentPort, workerData } from "node:worker_threads";
import { sqliteCallStore } from "../examples/sqlite-call-store.ts";

// Opens a store that somebody else may have locked, and says when it begins to.
parentPort?.postMessage("begins");
sqliteCallStore(workerData)[Symbol.dispose]();
