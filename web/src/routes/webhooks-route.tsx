import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../lib/i18n';
import { compactSearch, oneOf, type RawSearch, textParam } from '../lib/search';
import { shellRoute } from './shell-route';

const sides = ['outgoing', 'incoming'] as const;

export type WebhooksSearch = {
  side?: (typeof sides)[number] | undefined;
  /** The id of the endpoint, or of the door, that is opened. */
  open?: string | undefined;
};

export const webhooksRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/webhooks',
  validateSearch: (raw: RawSearch): WebhooksSearch => compactSearch({ side: oneOf(raw['side'], sides), open: textParam(raw['open']) }),
  component: lazyRouteComponent(withTexts(['data', 'refusal', 'webhooks'], () => import('./webhooks')), 'WebhooksPage'),
});
