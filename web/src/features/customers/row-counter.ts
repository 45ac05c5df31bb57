const quote = 0x22;
const lineFeed = 0x0a;

/** Counts the rows of a CSV file while it arrives in pieces: a line's end between quotes ends no row. */
export class RowCounter {
  #ends = 0;
  #quoted = false;

  take(piece: Uint8Array): void {
    for (const byte of piece) {
      if (byte === quote) this.#quoted = !this.#quoted;
      else if (byte === lineFeed && !this.#quoted) this.#ends += 1;
    }
  }

  /** Rows so far, without the headings. */
  get rows(): number {
    return Math.max(0, this.#ends - 1);
  }
}
