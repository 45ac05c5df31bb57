/** A mapping to begin with, and a sample that it understands: one order of a shop's system. */
export const exampleMapping = {
  rules: [
    {
      when: [{ value: '/type', in: ['order.paid'] }],
      kind: 'order',
      message_id: '/id',
      happened_at: { value: '/created', as: 'iso' },
      who: { user_id: '/customer/id', email: '/customer/email' },
      properties: {
        order_id: { value: '/number', as: 'text', required: true },
        total: { value: '/amount', as: 'hundredths' },
        channel: { constant: 'shop' },
        products: { each: '/items', of: { sku: '/sku', quantity: '/quantity', price: { value: '/price', as: 'hundredths' } } },
      },
    },
  ],
};

export const exampleSample = {
  id: 'evt-1',
  type: 'order.paid',
  created: '2026-01-15T10:00:00Z',
  number: 1001,
  amount: 5198,
  customer: { id: '17', email: 'ada@example.org' },
  items: [{ sku: 'tea', quantity: 2, price: 2599 }],
};
