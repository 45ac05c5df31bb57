export type ReadMapping = { definition: Record<string, unknown>; fault: null } | { definition: null; fault: string };

/** Reads what was typed; the fault is the browser's own sentence, with the place. */
export function readMapping(text: string): ReadMapping {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { definition: { ...value }, fault: null };
    return { definition: null, fault: 'a mapping is an object with "rules"' };
  } catch (error) {
    return { definition: null, fault: error instanceof Error ? error.message : String(error) };
  }
}
