// What the browser says of itself with each event.
import { consent } from './consent';
import type { Fields } from './given';

/** The campaign of the address by which the visitor came; it holds until the page is left. */
const campaign = campaignOf(location.search);

/** `utm_campaign` is the name of the campaign; the others keep the rest of their parameter's name. */
export function campaignOf(search: string): Fields | undefined {
  const found: Fields = {};
  for (const [name, value] of new URLSearchParams(search)) {
    if (name.startsWith('utm_') && value !== '') found[name === 'utm_campaign' ? 'name' : name.slice(4)] = value;
  }
  return Object.keys(found).length > 0 ? found : undefined;
}

export function pageOf(): Fields {
  return {
    path: location.pathname,
    referrer: document.referrer,
    search: location.search,
    title: document.title,
    url: location.href.split('#')[0],
  };
}

export function contextOf(): Fields {
  return {
    library: { name: 'clientele', version: '1' },
    locale: navigator.language,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    page: pageOf(),
    consent: { analytics: consent() },
    ...(campaign && { campaign }),
  };
}
