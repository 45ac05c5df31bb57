export type Risk = 'low' | 'middle' | 'high';

/** How likely a customer has left: at most a quarter, at most a half, more. The server's list draws the same lines. */
export function riskOf(alive: number): Risk {
  if (alive >= 0.75) return 'low';
  return alive >= 0.5 ? 'middle' : 'high';
}
