import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Download, Printer } from 'lucide-react';
import { NotMade } from '../features/schedules/not-made';
import { filePath, schedulesQuery, sheetQuery } from '../features/schedules/queries';
import { SheetTable } from '../features/schedules/sheet-table';
import { useWords } from '../features/schedules/words';
import { useFormat } from '../lib/format';
import { useLanguage } from '../lib/i18n';
import { Page } from '../ui/page';
import { Panel } from '../ui/panel';
import { PanelsSkeleton } from '../ui/panel-skeleton';
import { QueryView } from '../ui/query-view';

const route = getRouteApi('/shell/reports/$id/$edition');
const heights = [400];

/** One edition of a report, as it is read on the screen and on paper. */
export function EditionPage() {
  const { t, language } = useLanguage();
  const format = useFormat();
  const { moment } = useWords();
  const { id, edition } = route.useParams();
  const query = useQuery(sheetQuery(id, edition, language));
  const timeZone = useQuery(schedulesQuery()).data?.time_zone;
  const { edition: told, name } = query.data ?? {};
  const asOf = told?.as_of ?? null;
  const lead = [
    ...(asOf === null ? [] : [t('state.asOf', { date: format.date(asOf) })]),
    ...(told === undefined || timeZone === undefined ? [] : [t('schedule.madeAt', { when: moment(told.made_at, timeZone) })]),
    ...(told === undefined || told.rows === null ? [] : [t('schedule.rows', { n: format.number(told.rows) }, told.rows)]),
  ];
  const isWhole = told !== undefined && told.failure === null;
  return (
    <Page
      title={name ?? t('schedule.edition')}
      lead={lead.join(' · ')}
      actions={
        <>
          <Button variant="subtle" renderRoot={(props) => <Link {...props} to="/reports" search={{ open: id }} />}>
            {t('schedule.all')}
          </Button>
          {isWhole && (
            <>
              <Button component="a" href={filePath(id, edition, 'csv')} download variant="default" leftSection={<Download size={15} aria-hidden />}>
                CSV
              </Button>
              <Button component="a" href={filePath(id, edition, { pdf: language })} download variant="default" leftSection={<Download size={15} aria-hidden />}>
                PDF
              </Button>
              <Button leftSection={<Printer size={15} aria-hidden />} onClick={() => globalThis.print()}>
                {t('schedule.print')}
              </Button>
            </>
          )}
        </>
      }
    >
      <QueryView query={query} skeleton={<PanelsSkeleton heights={heights} />}>
        {(sheet) => (
          <Panel title={t('schedule.content')} note={left(sheet.edition.is_truncated, sheet.rows.length, sheet.edition.rows ?? 0)}>
            {sheet.edition.failure === null ? (
              sheet.rows.length === 0 ? (
                <Text c="dimmed">{t('schedule.noRows')}</Text>
              ) : (
                <SheetTable sheet={sheet} />
              )
            ) : (
              <NotMade edition={sheet.edition} />
            )}
          </Panel>
        )}
      </QueryView>
    </Page>
  );

  /** What is not shown, and what is not kept. */
  function left(isTruncated: boolean, shown: number, rows: number): string | undefined {
    const parts = [
      ...(shown < rows ? [t('schedule.firstShown', { n: format.number(shown) }, shown)] : []),
      ...(isTruncated ? [t('schedule.firstKept', { n: format.number(rows) }, rows)] : []),
    ];
    return parts.length === 0 ? undefined : parts.join(' ');
  }
}
