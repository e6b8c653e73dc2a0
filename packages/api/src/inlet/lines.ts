/** One line of NDJSON, without its newline. */
export interface Line {
  /** From 1; empty lines count too. */
  readonly number: number;
  /** Null: longer than allowed, its text was thrown away. */
  readonly bytes: Buffer | null;
}

const newline = 0x0a;

/**
 * Splits a stream into lines, giving all that each chunk completes at once. Never holds more than one chunk and one
 * line of `maxBytes`. Empty lines are left out.
 */
export async function* readLines(chunks: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<readonly Line[]> {
  const splitter = new LineSplitter(maxBytes);
  for await (const chunk of chunks) {
    const lines = splitter.push(chunk);
    if (lines.length > 0) yield lines;
  }
  const last = splitter.end();
  if (last !== null) yield [last];
}

class LineSplitter {
  readonly #maxBytes: number;
  #parts: Buffer[] = [];
  #length = 0;
  #number = 1;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  push(chunk: Buffer): readonly Line[] {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      this.#keep(chunk.subarray(start, end));
      const line = this.end();
      if (line !== null) lines.push(line);
      start = end + 1;
    }
    this.#keep(chunk.subarray(start));
    return lines;
  }

  /** Closes the line that is open; null when it is empty. */
  end(): Line | null {
    const [only] = this.#parts;
    const bytes = this.#parts.length === 1 && only !== undefined ? only : Buffer.concat(this.#parts);
    const isTooLong = this.#length > this.#maxBytes;
    const number = this.#number++;
    this.#parts = [];
    this.#length = 0;
    if (isTooLong) return { number, bytes: null };
    return isBlank(bytes) ? null : { number, bytes };
  }

  /** Keeps a part of the open line, or only its length once the line is too long. */
  #keep(part: Buffer): void {
    this.#length += part.length;
    if (this.#length > this.#maxBytes) this.#parts = [];
    else if (part.length > 0) this.#parts.push(part);
  }
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x0d || byte === 0x09);
}
