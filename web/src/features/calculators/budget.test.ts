import { expect, it } from 'vitest';
import { crmBudget } from './budget';

const cream = { margin_minor: 2500, purchases: 1, share: 0.1, customers: 1, contact_minor: 100, contacts: 4 };

it('gives shoe cream a budget of 2.5 a year', () => {
  const budget = crmBudget(cream);
  expect(budget.each).toBeCloseTo(250, 9);
  expect(budget.affordable).toBeCloseTo(2.5, 9);
  expect(budget.wanted).toBe(400);
  expect(budget.enough).toBeCloseTo(1.6, 9);
});

it('grows with purchases, share and customers', () => {
  expect(crmBudget({ ...cream, purchases: 12 }).each).toBeCloseTo(3000, 9);
  expect(crmBudget({ ...cream, share: 0.2 }).each).toBeCloseTo(500, 9);
  expect(crmBudget({ ...cream, customers: 10_000 }).all).toBeCloseTo(2_500_000, 6);
});

it('has an answer where something costs or brings nothing', () => {
  expect(crmBudget({ ...cream, contact_minor: 0 })).toMatchObject({ affordable: null, wanted: 0, enough: 0 });
  expect(crmBudget({ ...cream, margin_minor: 0 })).toMatchObject({ each: 0, affordable: 0, enough: null });
  expect(crmBudget({ ...cream, share: 0 }).enough).toBeNull();
});
