import { Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { CalendarClock, Plus } from 'lucide-react';
import { useState } from 'react';
import { schedulesQuery } from '../features/schedules/queries';
import { ScheduleForm } from '../features/schedules/schedule-form';
import { SchedulePanel } from '../features/schedules/schedule-panel';
import { ScheduleTable } from '../features/schedules/schedule-table';
import { useLanguage } from '../lib/i18n';
import { Page } from '../ui/page';
import { PanelsSkeleton } from '../ui/panel-skeleton';
import { QueryView } from '../ui/query-view';
import { EmptyState } from '../ui/states';
import { mayAnalyse, useSession } from './use-session';

const route = getRouteApi('/shell/reports');
const heights = [220];

export function ReportsPage() {
  const { t } = useLanguage();
  const { user } = useSession();
  const { open } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(schedulesQuery());
  const [form, setForm] = useState<'new' | 'change'>();
  const choose = (id: string | undefined) => void navigate({ search: id === undefined ? {} : { open: id }, resetScroll: false });
  const mayWrite = mayAnalyse(user);
  const begin = (
    <Button leftSection={<Plus size={15} aria-hidden />} onClick={() => setForm('new')}>
      {t('schedule.new')}
    </Button>
  );
  const isEmpty = query.data?.items.length === 0;
  return (
    <Page title={t('nav.schedules')} lead={t('schedule.lead')} actions={mayWrite && query.data !== undefined && !isEmpty ? begin : undefined}>
      <QueryView query={query} skeleton={<PanelsSkeleton heights={heights} />}>
        {({ items, time_zone: timeZone }) => {
          const chosen = items.find(({ id }) => id === open);
          const before = form === 'change' ? chosen : undefined;
          return (
            <Stack gap="md">
              {isEmpty ? (
                <EmptyState icon={<CalendarClock size={28} aria-hidden />} title={t('schedule.none')} text={t(mayWrite ? 'schedule.noneText' : 'schedule.noneReader')} action={mayWrite ? begin : undefined} />
              ) : (
                <ScheduleTable schedules={items} timeZone={timeZone} chosen={open} onChoose={(id) => choose(id === open ? undefined : id)} />
              )}
              {chosen !== undefined && (
                <SchedulePanel key={chosen.id} schedule={chosen} timeZone={timeZone} mayWrite={mayWrite} onChange={() => setForm('change')} onGone={() => choose(undefined)} />
              )}
              {form !== undefined && (
                <ScheduleForm
                  before={before}
                  timeZone={timeZone}
                  onSaved={({ id }) => {
                    setForm(undefined);
                    choose(id);
                  }}
                  onClose={() => setForm(undefined)}
                />
              )}
            </Stack>
          );
        }}
      </QueryView>
    </Page>
  );
}
