import '@testing-library/jest-dom/vitest';
import { cleanup } from '@testing-library/react';
import { afterEach, beforeAll } from 'vitest';
import { loadTexts, startI18n, type TextPart } from '../lib/i18n';

/** The parts whose texts tests look for. */
const parts: readonly TextPart[] = ['calculators', 'cohorts', 'covariates', 'customer', 'customers', 'health', 'matrix', 'planning', 'profitability', 'rfm', 'subscriptions', 'value'];

Object.defineProperty(window, 'matchMedia', {
  value: (media: string) => ({ matches: false, media, addEventListener() {}, removeEventListener() {} }),
});

beforeAll(async () => {
  await startI18n();
  await Promise.all(parts.map(loadTexts));
});
afterEach(cleanup);
