// What a page hands over may be anything.
export type Fields = Record<string, unknown>;

/** Text, or a number as text; nothing when it is empty or something else. */
export function text(given: unknown): string | undefined {
  return (typeof given === 'string' && given !== '') || typeof given === 'number' ? String(given) : undefined;
}

export function fields(given: unknown): Fields {
  return typeof given === 'object' && given !== null && !Array.isArray(given) ? { ...given } : {};
}

/** Says in the browser's console what the page does wrong. */
export function warn(sentence: string): void {
  console.warn(`clientele: ${sentence}`);
}
