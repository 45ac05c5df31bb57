import type { Notification } from '../api/types';
import type { Translate } from '../lib/i18n';

const failed = { import: 'notice.importFailed', exchange: 'notice.exchangeFailed', model: 'notice.model', refit: 'notice.refit', alarm: 'notice.alarm', edition: 'notice.editionFailed' } as const;

/** What happened, in a sentence; names keep their own direction. */
export function noticeText(t: Translate, { kind, subject, is_failure: isFailure }: Notification): string {
  return t(isFailure ? failed[kind] : `notice.${kind}`, { name: `\u2068${subject}\u2069` });
}

/** Where more is to be seen. */
export const noticePlace = { import: '/sources', exchange: '/sources', model: '/value', refit: '/value', alarm: '/quality', edition: '/reports' } as const satisfies Record<Notification['kind'], string>;
