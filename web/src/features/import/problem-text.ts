import { ApiError } from '../../api/problem';
import type { Translate } from '../../lib/i18n';
import { failureText } from '../../ui/failure-text';

/** What can be wrong with a file, with a sentence of this page in every language; the server's own goes beneath it. */
const sentences = {
  'import.file_empty': 'import.wrong.empty',
  'import.file_header_only': 'import.wrong.headerOnly',
  'import.format_unknown': 'import.wrong.format',
  'import.archive_damaged': 'import.wrong.archive',
  'import.sheet_damaged': 'import.wrong.workbook',
  'import.sheet_missing': 'import.wrong.sheet',
  'import.header_duplicate': 'import.wrong.twice',
  'import.file_unreadable': 'import.wrong.unreadable',
  'import.upload_gone': 'import.wrong.gone',
  'import.running': 'import.wrong.running',
  'exchange.running': 'import.wrong.running',
  'import.not_running': 'import.wrong.ended',
  'import.state_wrong': 'import.wrong.ended',
  'import.sample_unwanted': 'import.wrong.sampleUnwanted',
  'mapping.invalid': 'import.wrong.mapping',
  'exchange.file_foreign': 'import.wrong.foreign',
  'exchange.file_malformed': 'import.wrong.xml',
  'http.body_too_large': 'import.wrong.large',
  'http.disk_full': 'import.wrong.disk',
  'http.upload_stalled': 'import.wrong.lost',
  'http.upload_malformed': 'import.wrong.lost',
} as const;

/** What is wrong and what to do, and what the server says more closely. */
export function problemText(t: Translate, error: unknown): { text: string; detail: string | undefined } {
  const code = error instanceof ApiError ? error.code : undefined;
  const known = Object.entries(sentences).find(([name]) => name === code);
  if (known === undefined) return { text: failureText(t, error), detail: undefined };
  return { text: t(known[1]), detail: error instanceof ApiError ? error.detail : undefined };
}
