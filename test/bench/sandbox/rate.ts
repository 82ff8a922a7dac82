/**
 * Does something again and again, by several at once, and prints how often per second and what each costs of the
 * processor, in microseconds, as JSON: first some times so that all is loaded, connected and compiled, as in a
 * sandbox that has run for a while, and then for the measure.
 */
export async function printRate(times: number, atOnce: number, act: () => unknown): Promise<void> {
  async function run(): Promise<{ perSecond: number; cpu: number }> {
    let left = times;
    async function actOn(): Promise<void> {
      for (; left > 0; left -= 1) await act();
    }
    const before = process.cpuUsage();
    const start = performance.now();
    await Promise.all(Array.from({ length: atOnce }, actOn));
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(before);
    return { perSecond: times / seconds, cpu: (user + system) / times };
  }
  await run();
  await run();
  process.stdout.write(`${JSON.stringify(await run())}\n`);
}
