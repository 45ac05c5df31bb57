// What the page says in the script's own tag.
export interface Settings {
  /** Where the events go: the server that the script came from. */
  readonly host: string;
  /** The public key of the source. */
  readonly writeKey: string;
  /** Whether page views are noticed without being told. */
  readonly pages: boolean;
  /** Whether forms that are sent are noticed without being told. */
  readonly forms: boolean;
}

/** Reads `<script src="https://crm.example.com/tracker.js" data-write-key="wk_…" data-pages="off">`. */
export function settingsOf(script: HTMLScriptElement): Settings | undefined {
  const { writeKey, host, pages, forms } = script.dataset;
  if (writeKey === undefined || writeKey === '') return undefined;
  return {
    host: (host ?? new URL(script.src, location.href).origin).replace(/\/$/, ''),
    writeKey,
    pages: pages !== 'off',
    forms: forms !== 'off',
  };
}
