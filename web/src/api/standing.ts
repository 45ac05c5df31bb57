import { ApiError } from './problem';

/** How this page stands to its server: all is well, no answer comes, or the server has a newer console. */
export type Standing = 'well' | 'unreachable' | 'outdated';

let standing: Standing = 'well';
const listeners = new Set<() => void>();

export function currentStanding(): Standing {
  return standing;
}

export function onStanding(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** A page that is outdated stays so until it is loaded anew. */
function stand(next: Standing): void {
  if (standing === next || standing === 'outdated') return;
  standing = next;
  for (const listener of listeners) listener();
}

const firstPauseMs = 1_000;
const longestPauseMs = 15_000;

let asking = false;

/** No answer came: asks, less and less often, until the server is there again. */
export async function unreachable(): Promise<void> {
  stand('unreachable');
  if (asking) return;
  asking = true;
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    // oxlint-disable no-await-in-loop -- one question after the other
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (await answers()) break;
    // oxlint-enable no-await-in-loop
  }
  asking = false;
  stand('well');
}

/** A file of the console could not be loaded: the server is away, or has a newer console without that file. */
export async function fileMissing(): Promise<void> {
  if (await answers()) stand('outdated');
  else void unreachable();
}

/** A page whose files may be gone: instead of the browser's own error comes one that says what to do. */
export function orTold<Module>(page: () => Promise<Module>): () => Promise<Module> {
  return async () => {
    try {
      return await page();
    } catch {
      await fileMissing();
      throw new ApiError(currentStanding() === 'outdated' ? 'outdated' : 'unreachable');
    }
  };
}

async function answers(): Promise<boolean> {
  try {
    return (await globalThis.fetch('/readyz', { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}
