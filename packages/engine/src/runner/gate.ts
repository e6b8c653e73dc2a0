/**
 * Lets one loop sleep until there is work. `open` before `pass` is not lost: the next `pass` returns at once.
 * Without that memory, work that arrives between "nothing to do" and "sleep" would wait for the next signal.
 */
export class Gate {
  #isOpen = false;
  #release: (() => void) | null = null;

  open(): void {
    this.#isOpen = true;
    this.#release?.();
  }

  async pass(): Promise<void> {
    if (!this.#isOpen) {
      await new Promise<void>((resolve) => {
        this.#release = resolve;
      });
      this.#release = null;
    }
    this.#isOpen = false;
  }
}
