import { Text } from '@mantine/core';
import type { QualityReport, SourceQuality } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { apart, said } from '../../ui/apart';
import { type Column, DataTable } from '../../ui/data-table';
import { Panel } from '../../ui/panel';

type Example = SourceQuality['contacts']['examples'][number] & { source: string };
const shown = 20;
const pattern = '\u2068name@example.org\u2069';

/** E-mail addresses and telephone numbers that are none: the latest, masked, with what is wrong. */
export function ContactPanel({ report }: { report: QualityReport }) {
  const { t } = useLanguage();
  const format = useFormat();
  const { contacts } = report.totals;
  const rows: Example[] = report.sources
    .flatMap(({ source_name: source, contacts: { examples } }) => examples.map((example) => ({ ...example, source })))
    .toSorted((one, other) => (one.seen_at < other.seen_at ? 1 : -1))
    .slice(0, shown);
  const columns: Column<Example>[] = [
    { key: 'at', title: t('source.at'), cell: (row) => format.instant(row.seen_at) },
    { key: 'what', title: t('quality.contact.what'), words: true, cell: (row) => (row.what === 'phone' ? t('quality.contact.phone') : t('quality.contact.email')) },
    { key: 'masked', title: t('quality.contact.masked'), words: true, cell: (row) => said(row.masked) },
    { key: 'reason', title: t('source.reason'), words: true, cell: (row) => (row.what === 'phone' ? t('quality.contact.wrong.phone') : t('quality.contact.wrong.email', { example: pattern })) },
    { key: 'source', title: t('quality.source'), words: true, cell: (row) => apart(row.source) },
  ];
  const note = t('quality.contact.note', {
    emails: format.number(contacts.emails_invalid),
    allEmails: format.number(contacts.emails),
    phones: format.number(contacts.phones_invalid),
    allPhones: format.number(contacts.phones),
  });
  return (
    <Panel title={t('quality.contact.title')} note={note}>
      {rows.length === 0 ? (
        <Text c="dimmed">{t('quality.contact.none')}</Text>
      ) : (
        <DataTable label={t('quality.contact.title')} rows={rows} rowKey={(row) => `${row.source} ${row.position} ${row.what} ${row.masked}`} columns={columns} maxHeight={320} />
      )}
    </Panel>
  );
}
