import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../lib/i18n';
import { compactSearch, oneOf, type RawSearch, textParam } from '../lib/search';
import { shellRoute } from './shell-route';

const days = [7, 90] as const;
const hoursOf = [14, 28] as const;

export type QualitySearch = {
  /** How many days the figures are of; thirty when absent. */
  days?: (typeof days)[number] | undefined;
  /** The source whose volumes are shown; the busiest when absent. */
  source?: string | undefined;
  /** Of how many days the volumes are; seven when absent. */
  volumes?: (typeof hoursOf)[number] | undefined;
  alarms?: 'open' | undefined;
};

export const qualityRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/quality',
  validateSearch: (raw: RawSearch): QualitySearch =>
    compactSearch({
      days: oneOf(raw['days'], days),
      source: textParam(raw['source']),
      volumes: oneOf(raw['volumes'], hoursOf),
      alarms: oneOf(raw['alarms'], ['open']),
    }),
  component: lazyRouteComponent(withTexts(['data', 'quality'], () => import('./quality')), 'QualityPage'),
});
