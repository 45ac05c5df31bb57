import { lazy, Suspense, type ComponentProps } from 'react';
import { withTexts } from '../../lib/i18n';
import type { KeptFailure } from './kept-failure';

const load = withTexts(['problem', 'refusal'], async () => (await import('./kept-failure')).KeptFailure);
const Kept = lazy(async () => ({ default: await load() }));

/** Why something failed, where that is rare: what is said of it comes when it is needed. */
export function KeptLater(props: ComponentProps<typeof KeptFailure>) {
  return (
    <Suspense fallback={null}>
      <Kept {...props} />
    </Suspense>
  );
}
