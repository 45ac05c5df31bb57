import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import type { Exchange } from '../../api/types';
import { type Formatter, useFormat } from '../../lib/format';
import { type Translate, useLanguage } from '../../lib/i18n';
import { apart } from '../../ui/apart';
import { type ListColumn, PagedTable } from '../../ui/paged-table';
import { Panel } from '../../ui/panel';
import { KeptFailure } from '../../ui/reasons/kept-failure';
import { why } from '../../ui/reasons/why';
import { ExchangeLoginForm } from './exchange-login';
import { exchangePage, exchangesKey } from './queries';

const everyMs = 5_000;

/** The files of an accounting system: who may hand them over, which came, and what became of each. */
export function ExchangePanel() {
  const { t } = useLanguage();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const columns: ListColumn<Exchange>[] = [
    { key: 'file', title: t('source.exchange.file'), cell: (exchange) => apart(exchange.file_name), csv: (exchange) => exchange.file_name },
    { key: 'at', title: t('source.at'), cell: (exchange) => format.instant(exchange.started_at), csv: (exchange) => exchange.started_at },
    { key: 'by', title: t('source.exchange.by'), words: true, cell: (exchange) => apart(exchange.started_by), csv: (exchange) => exchange.started_by },
    { key: 'state', title: t('source.column.state'), words: true, cell: (exchange) => state(t, exchange), csv: (exchange) => exchange.state },
    { key: 'added', title: t('source.exchange.added'), cell: ({ counts }) => format.number(counts.added), csv: ({ counts }) => counts.added },
    { key: 'known', title: t('source.exchange.known'), cell: ({ counts }) => format.number(counts.known), csv: ({ counts }) => counts.known },
    { key: 'refused', title: t('source.refused'), words: true, cell: (exchange) => refused(t, format, exchange), csv: ({ counts }) => counts.refused },
  ];
  return (
    <Panel
      title={t('source.exchange.title')}
      note={t('source.exchange.note')}
      actions={
        <Button variant="default" size="xs" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t('source.hide') : t('source.show')}
        </Button>
      }
    >
      {open && (
        <>
          <ExchangeLoginForm />
          <PagedTable
            label={t('source.exchange.title')}
            listKey={exchangesKey}
            every={everyMs}
            fetchPage={exchangePage}
            rowKey={(exchange) => exchange.id}
            columns={columns}
            fileName="exchanges.csv"
            empty={t('source.exchange.none')}
          />
        </>
      )}
    </Panel>
  );
}

function state(t: Translate, exchange: Exchange) {
  return (
    <>
      {t(`source.exchange.is.${exchange.state}`)}
      <KeptFailure of={exchange} />
    </>
  );
}

/** How many parts were refused, and each with its line and what is wrong. */
function refused(t: Translate, format: Formatter, { counts, refusals }: Exchange) {
  if (counts.refused === 0) return format.number(0);
  return (
    <details>
      <summary>{format.number(counts.refused)}</summary>
      {refusals.slice(0, 50).map((part) => (
        <Text key={`${part.line} ${part.column} ${part.path}`} fz="xs">
          {t('source.exchange.line', { n: format.number(part.line) })} <bdi>{part.path}</bdi>: {why(t, format, part)}
        </Text>
      ))}
    </details>
  );
}
