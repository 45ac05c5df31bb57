import { Button, Group, Paper, SimpleGrid, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { LayoutDashboard, Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { ApiError } from '../../api/problem';
import type { Dashboard } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { FailureLine } from '../../ui/failure-line';
import { EmptyState } from '../../ui/states';
import { dashboardsKey, makeDashboard } from './queries';

type DashboardListProps = { dashboards: readonly Dashboard[]; mayWrite: boolean; onMade: (id: string) => void };

/** The dashboards that the reader may see, and a way to a new one. */
export function DashboardList({ dashboards, mayWrite, onMade }: DashboardListProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const [naming, setNaming] = useState(false);
  const begin = (
    <Button leftSection={<Plus size={15} aria-hidden />} onClick={() => setNaming(true)}>
      {t('dashboard.new')}
    </Button>
  );
  if (naming) return <NewDashboard onMade={onMade} onClose={() => setNaming(false)} />;
  if (dashboards.length === 0) {
    return <EmptyState icon={<LayoutDashboard size={28} aria-hidden />} title={t('dashboard.none')} text={t(mayWrite ? 'dashboard.noneText' : 'dashboard.noneReader')} action={mayWrite ? begin : undefined} />;
  }
  return (
    <>
      {mayWrite && <Group>{begin}</Group>}
      <SimpleGrid component="ul" cols={{ base: 1, sm: 2, lg: 3 }} m={0} p={0} style={{ listStyle: 'none' }}>
        {dashboards.map(({ id, name, description, cards, is_mine: isMine, is_shared: isShared, owner, owner_name: ownerName, updated_at: at }) => (
          <Paper key={id} component="li" withBorder bg="var(--panel)" p="md" bd="1px solid var(--line)" data-dashboard={id}>
            <Title order={2}>
              <Link to="/dashboards/$id" params={{ id }} search={{}} style={{ color: 'var(--mark)', overflowWrap: 'anywhere' }}>
                <bdi>{name}</bdi>
              </Link>
            </Title>
            {description !== '' && (
              <Text fz="sm" dir="auto" style={{ overflowWrap: 'anywhere' }}>
                {description}
              </Text>
            )}
            <Text fz="xs" c="dimmed" mt={4}>
              {t('dashboard.cards', { n: format.number(cards.length) }, cards.length)}
              {' · '}
              {isMine ? t(isShared ? 'dashboard.ownShared' : 'dashboard.ownPrivate') : t('dashboard.by', { name: ownerName ?? owner })}
              {' · '}
              {format.instant(at)}
            </Text>
          </Paper>
        ))}
      </SimpleGrid>
    </>
  );
}

function NewDashboard({ onMade, onClose }: { onMade: (id: string) => void; onClose: () => void }) {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const make = useMutation({
    mutationFn: async () => makeDashboard({ name, description: '', cards: [], is_shared: true }),
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: dashboardsKey });
      onMade(id);
    },
  });
  const isTaken = make.error instanceof ApiError && make.error.code === 'insight.name_taken';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <Paper withBorder bg="var(--panel)" p="md" bd="1px solid var(--line)" component="form" onSubmit={submit}>
      <Group gap="sm" align="flex-end">
        <TextInput label={t('dashboard.name')} maxLength={100} required value={name} error={isTaken ? t('dashboard.taken') : undefined} onChange={(event) => setName(event.currentTarget.value)} />
        <Button type="submit" loading={make.isPending} disabled={name.trim() === ''}>
          {t('dashboard.make')}
        </Button>
        <Button variant="subtle" onClick={onClose}>
          {t('dashboard.discard')}
        </Button>
      </Group>
      {!isTaken && <FailureLine error={make.error} />}
    </Paper>
  );
}
