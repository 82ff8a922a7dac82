import { startMock } from "@case-comments/mock";

const mock = await startMock();
process.on("message", () => process.send?.(process.resourceUsage()));
process.once("disconnect", () => mock.close());
process.send?.(mock.url);
