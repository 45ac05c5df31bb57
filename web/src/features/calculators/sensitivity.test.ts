import { describe, expect, it } from 'vitest';
import { changedRetention, futureValue, type Reading, sensitivity, sensitivityCurve } from './sensitivity';

const change = (retention: number, discount: number, reading: Reading = 'points') =>
  sensitivity(retention, { margin_minor: 10_000, discount, uplift: 0.05, reading }).change;

describe('the worth of retention', () => {
  it('is m·r ⁄ (1 + d − r)', () => {
    expect(futureValue(10_000, 0.8, 0.1)).toBeCloseTo(26_666.667, 3);
    expect(futureValue(10_000, 0, 0.1)).toBe(0);
    expect(futureValue(10_000, 1, 0)).toBeNull();
    expect(futureValue(10_000, 1, 0.1)).toBeCloseTo(100_000, 6);
  });

  it('answers to five points as the formula says', () => {
    expect(change(0.85, 0)).toBeCloseTo(0.588, 3);
    expect(change(0.9, 0)).toBeCloseTo(1.111, 3);
    expect(change(0.9, 0.1)).toBeCloseTo(0.407, 3);
    expect(change(0.5, 0)).toBeCloseTo(0.222, 3);
    expect(change(0.5, 0.1)).toBeCloseTo(0.2, 9);
  });

  it('answers to five per cent of what is there', () => {
    expect(change(0.85, 0, 'relative')).toBeCloseTo(0.465, 3);
    expect(change(0.9, 0, 'relative')).toBeCloseTo(0.909, 3);
  });

  it('does not depend on the margin', () => {
    const terms = { discount: 0, uplift: 0.05, reading: 'points' } as const;
    expect(sensitivity(0.85, { ...terms, margin_minor: 0 }).change).toBeCloseTo(0.588, 3);
  });

  it('has no answer beyond all customers or without a bound', () => {
    expect(changedRetention(0.97, 0.05, 'points')).toBeNull();
    expect(change(0.97, 0)).toBeNull();
    expect(change(0.95, 0)).toBeNull();
    expect(change(0.95, 0.1)).toBeCloseTo(10 / (0.95 / 0.15) - 1, 9);
  });

  it('is drawn from one half up to where it leaves the picture', () => {
    const curve = sensitivityCurve({ margin_minor: 1, discount: 0, uplift: 0.05, reading: 'points' }, 2);
    expect(curve[0]?.retention).toBe(0.5);
    expect(curve.at(-1)?.retention).toBe(0.92);
    expect(curve.every((point, index) => index === 0 || (point.change ?? 0) > (curve[index - 1]?.change ?? 0))).toBe(true);
  });
});
