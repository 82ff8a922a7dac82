import { contenders } from "./contenders.ts";

// Posts as many comments as it is asked to, one after the other, and tells what that took.
const [name = "", baseUrl = "", generated = ""] = process.argv.slice(2);
const call = await contenders[name]?.(baseUrl, generated);
if (!call) throw new Error(`there is no contender ${name}`);

process.on("message", async (calls: number) => {
  const cpu = process.cpuUsage();
  const start = performance.now();
  for (let done = 0; done < calls; done += 1) {
    if (!(await call())) throw new Error("a call failed");
  }
  const { user, system } = process.cpuUsage(cpu);
  process.send?.({ cpu: (user + system) / calls, wall: ((performance.now() - start) * 1000) / calls });
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
