/** Runs until `durationMs` have passed and gives the evaluations per second. */
export async function ratePerSecond(run: () => unknown, durationMs: number): Promise<number> {
  const isAsync = run() instanceof Promise;
  let count = 0;
  const start = performance.now();
  let elapsed = 0;
  while (elapsed < durationMs) {
    if (isAsync) for (let index = 0; index < 100; index++) await run();
    else for (let index = 0; index < 100; index++) sink = run();
    count += 100;
    elapsed = performance.now() - start;
  }
  return (count * 1000) / elapsed;
}

/** Keeps the optimiser from dropping a run whose result nobody reads. */
export let sink: unknown;
