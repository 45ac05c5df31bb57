// What every client sends: events numbered from 0, one after the other, over a few seconds.

export const events = 150;
export const pauseMs = 20;

/** The event with a number, in the words of the specification. */
export function event(number) {
  return {
    userId: `u-${number % 7}`,
    event: number % 3 === 0 ? 'Product Viewed' : 'Order Completed',
    properties: { number, order_id: `o-${number}`, total: number + 0.1 },
  };
}

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));
