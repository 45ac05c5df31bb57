import { expect, it } from 'vitest';
import { readMapping } from './read-mapping';

it('a mapping is a JSON object, and what is wrong is said', () => {
  expect(readMapping('{"rules": []}')).toEqual({ definition: { rules: [] }, fault: null });
  expect(readMapping('[]').fault).toContain('object');
  expect(readMapping('{"rules": ').fault).toMatch(/JSON/i);
});
