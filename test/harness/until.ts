/** Resolves as soon as the condition holds; rejects with what was awaited when `boundMs` have passed. */
export async function until(what: string, isMet: () => boolean | Promise<boolean>, boundMs = 30_000): Promise<void> {
  const end = Date.now() + boundMs;
  while (!(await isMet())) {
    if (Date.now() > end) throw new Error(`waited ${boundMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

const pollMs = 20;
