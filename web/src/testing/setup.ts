import '@testing-library/jest-dom/vitest';
import { cleanup } from '@testing-library/react';
import { afterEach, beforeAll } from 'vitest';
import { loadTexts, startI18n } from '../lib/i18n';

Object.defineProperty(window, 'matchMedia', {
  value: (media: string) => ({ matches: false, media, addEventListener() {}, removeEventListener() {} }),
});

beforeAll(async () => {
  await startI18n();
  await Promise.all([loadTexts('pages'), loadTexts('data')]);
});
afterEach(cleanup);
