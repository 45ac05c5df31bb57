import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { SavedQuery } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { Panel } from '../../ui/panel';
import { PanelSkeleton } from '../../ui/panel-skeleton';
import { QueryView } from '../../ui/query-view';
import { AnswerView } from './answer-view';
import { resolveChart } from './chart-guess';
import { type Days, savedResultQuery } from './queries';

type QueryCardProps = { id: string; saved: SavedQuery | undefined; title: string | null; days: Days; note: string };

/** The answer of a saved query among other cards. */
export function QueryCard({ id, saved, title, days, note }: QueryCardProps) {
  const { t } = useLanguage();
  const query = useQuery({ ...savedResultQuery(id, days), enabled: saved !== undefined });
  const name = title ?? saved?.name ?? t('sql.cardGone');
  if (saved === undefined) return <Panel title={name}>{t('sql.gone')}</Panel>;
  return (
    <QueryView query={query} skeleton={<PanelSkeleton body={260} />}>
      {(answer) => (
        <Panel
          title={name}
          note={[saved.description, /\$(?:as_of|from)\b/.test(saved.sql) ? note : ''].filter((part) => part !== '').join(' · ') || undefined}
          actions={
            <Anchor fz="xs" c="var(--mark)" renderRoot={(props) => <Link {...props} to="/sql" search={{ q: id }} />}>
              {t('sql.open')}
            </Anchor>
          }
        >
          <AnswerView answer={answer} chart={resolveChart(saved.chart, answer)} label={name} brief />
        </Panel>
      )}
    </QueryView>
  );
}
