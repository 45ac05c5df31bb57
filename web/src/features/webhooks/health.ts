import type { WebhookEndpoint } from '../../api/types';

/** How an endpoint does: it takes messages, it has not taken one for a while, or nothing is sent to it. */
export function healthOf({ disabled_at: disabledAt, failing_since: failingSince }: WebhookEndpoint): 'well' | 'failing' | 'paused' {
  if (disabledAt !== null) return 'paused';
  return failingSince === null ? 'well' : 'failing';
}

export const healthColour = { well: 'var(--good)', failing: 'var(--bad)', paused: 'dimmed' } as const;
