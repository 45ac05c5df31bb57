/** What was written and not saved, so that a reload or another page loses nothing. It ends with the visit. */

function key(login: string, place: string): string {
  return `clientele.sql.draft.${login}.${place}`;
}

export function readDraft(login: string, place: string): string | undefined {
  return globalThis.sessionStorage.getItem(key(login, place)) ?? undefined;
}

export function keepDraft(login: string, place: string, text: string, saved: string): void {
  try {
    if (text === saved) globalThis.sessionStorage.removeItem(key(login, place));
    else globalThis.sessionStorage.setItem(key(login, place), text);
  } catch {
    // The browser has no room: the text then lives as long as the page.
  }
}
