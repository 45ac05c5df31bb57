import { Button, Skeleton, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CatalogueDecision } from '../../api/types';
import { useFormat } from '../../lib/format';
import { type Translate, useLanguage } from '../../lib/i18n';
import { type Column, DataTable } from '../../ui/data-table';
import { FailureLine } from '../../ui/failure-line';
import { Panel } from '../../ui/panel';
import { decided, eventTitle } from './names';
import { catalogueKey, decisionsQuery, undo } from './queries';

/** Everything that was decided, newest first, each with its undoing. */
export function DecisionPanel({ mayDecide }: { mayDecide: boolean }) {
  const { t } = useLanguage();
  const format = useFormat();
  const queryClient = useQueryClient();
  const { data: decisions, error } = useQuery(decisionsQuery());
  const back = useMutation({ mutationFn: undo, onSettled: () => queryClient.invalidateQueries({ queryKey: catalogueKey }) });
  const columns: Column<CatalogueDecision>[] = [
    { key: 'what', title: t('catalogue.decision.about'), cell: (decision) => about(t, decision) },
    { key: 'decision', title: t('catalogue.decision.what'), words: true, cell: (decision) => decided(t, decision) },
    { key: 'applied', title: t('catalogue.decision.applied'), cell: (decision) => (decision.decision === 'personal' ? '–' : format.number(decision.applied)) },
    { key: 'at', title: t('catalogue.decision.at'), cell: (decision) => format.instant(decision.decided_at) },
    {
      key: 'undo',
      title: t('catalogue.undo'),
      words: true,
      cell: (decision) => (mayDecide ? button(t('catalogue.undo'), back.isPending && back.variables === decision.id, () => back.mutate(decision.id)) : '–'),
    },
  ];
  return (
    <Panel title={t('catalogue.decisions')} note={t('catalogue.decisionsNote')}>
      <FailureLine error={error ?? back.error} />
      {decisions === undefined && error === null && <Skeleton h={80} />}
      {decisions?.length === 0 && <Text c="dimmed">{t('catalogue.decision.none')}</Text>}
      {decisions !== undefined && decisions.length > 0 && <DataTable label={t('catalogue.decisions')} rows={decisions} rowKey={({ id }) => id} columns={columns} />}
    </Panel>
  );
}

function about(t: Translate, { kind, name, property }: CatalogueDecision) {
  return (
    <>
      <bdi>{eventTitle(t, kind, name)}</bdi>
      {property !== null && (
        <>
          {' · '}
          <bdi>{property}</bdi>
        </>
      )}
    </>
  );
}

function button(label: string, busy: boolean, onClick: () => void) {
  return (
    <Button variant="default" size="compact-xs" loading={busy} onClick={onClick}>
      {label}
    </Button>
  );
}
