import type { EventRefusalPage, IncomingWebhook } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { sample } from '../../ui/apart';
import { type ListColumn, PagedTable } from '../../ui/paged-table';
import { Panel } from '../../ui/panel';
import { whyEvent } from '../../ui/reasons/why';
import { incomingKey, refusalPage } from './queries';

type Row = EventRefusalPage['items'][number];
const everyMs = 10_000;

/** What a sender sent that was not taken, and why. */
export function RefusedPanel({ webhook }: { webhook: IncomingWebhook }) {
  const { t } = useLanguage();
  const format = useFormat();
  const columns: ListColumn<Row>[] = [
    { key: 'at', title: t('source.at'), cell: (row) => format.instant(row.refused_at), csv: (row) => row.refused_at },
    { key: 'reason', title: t('source.reason'), words: true, cell: (row) => whyEvent(t, format, row), csv: (row) => row.reason },
    { key: 'sample', title: t('source.sample'), words: true, cell: (row) => sample(row.sample), csv: (row) => row.sample },
  ];
  return (
    <Panel title={t('hook.in.refused')} note={t('hook.in.refusedNote')}>
      <PagedTable
        label={t('hook.in.refused')}
        listKey={[...incomingKey, webhook.id, 'refusals']}
        every={everyMs}
        fetchPage={(cursor, limit, signal) => refusalPage(webhook.source, cursor, limit, signal)}
        rowKey={(row) => row.id}
        columns={columns}
        fileName={`refused-${webhook.id}.csv`}
        empty={t('hook.in.noneRefused')}
      />
    </Panel>
  );
}
