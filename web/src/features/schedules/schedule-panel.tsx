import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReportSchedule } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { FailureLine } from '../../ui/failure-line';
import { Panel } from '../../ui/panel';
import { SureButton } from '../../ui/sure-button';
import { draftOf, inputOf } from './draft';
import { EditionTable } from './edition-table';
import { NotMade } from './not-made';
import { removeSchedule, runSchedule, saveSchedule, schedulesKey } from './queries';
import { useWords } from './words';

type SchedulePanelProps = { schedule: ReportSchedule; timeZone: string; mayWrite: boolean; onChange: () => void; onGone: () => void };

/** What one schedule has made, and what can be done about it. */
export function SchedulePanel({ schedule, timeZone, mayWrite, onChange, onGone }: SchedulePanelProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const { rhythm, subject } = useWords();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: schedulesKey });
  const run = useMutation({ mutationFn: runSchedule, onSettled: refresh });
  const toggle = useMutation({ mutationFn: saveSchedule, onSettled: refresh });
  const remove = useMutation({
    mutationFn: removeSchedule,
    onSuccess: async () => {
      onGone();
      // The editions are gone too: only the list is asked for again.
      await queryClient.invalidateQueries({ queryKey: schedulesKey, exact: true });
    },
  });
  const isOn = schedule.is_on;
  const made = run.data;
  return (
    <Panel title={schedule.name} note={`${subject(schedule)} · ${rhythm(schedule)}`}>
      {mayWrite && (
        <Group gap="xs" mb="sm">
          <Button size="xs" loading={run.isPending} onClick={() => run.mutate(schedule.id)}>
            {t('schedule.run')}
          </Button>
          <Button variant="default" size="xs" onClick={onChange}>
            {t('schedule.change')}
          </Button>
          <Button variant="default" size="xs" loading={toggle.isPending} onClick={() => toggle.mutate({ before: schedule, body: inputOf({ ...draftOf(schedule), isOn: !isOn }) })}>
            {t(isOn ? 'schedule.switchOff' : 'schedule.switchOn')}
          </Button>
          <SureButton label={t('schedule.remove')} question={t('schedule.sure')} busy={remove.isPending} onSure={() => remove.mutate(schedule.id)} />
        </Group>
      )}
      <Text component="div" aria-live="polite" fz="sm" data-made={made?.id}>
        {made !== undefined && (made.failure === null ? t('schedule.made', { n: format.number(made.rows ?? 0) }, made.rows ?? 0) : <NotMade edition={made} />)}
      </Text>
      <FailureLine error={run.error ?? toggle.error ?? remove.error} />
      <EditionTable schedule={schedule} timeZone={timeZone} />
    </Panel>
  );
}
