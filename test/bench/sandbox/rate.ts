/**
 * Does something again and again, by several at once, and prints how often per second: once so that all is
 * loaded, connected and compiled, as in a sandbox that has run for a while, and then for the measure.
 */
export async function printRate(times: number, atOnce: number, act: () => unknown): Promise<void> {
  async function seconds(): Promise<number> {
    let left = times;
    async function actOn(): Promise<void> {
      for (; left > 0; left -= 1) await act();
    }
    const start = performance.now();
    await Promise.all(Array.from({ length: atOnce }, actOn));
    return (performance.now() - start) / 1000;
  }
  await seconds();
  process.stdout.write(`${times / (await seconds())}\n`);
}
