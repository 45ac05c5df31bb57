import { Button, Group, NativeSelect, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiError } from '../../api/problem';
import type { ReportSchedule } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { FailureLine } from '../../ui/failure-line';
import { SidePanel } from '../../ui/side-panel';
import { type Draft, draftOf, inputOf, newDraft, reports, rhythms } from './draft';
import { saveSchedule, schedulesKey } from './queries';
import { SubjectFields } from './subject-fields';
import { useWords } from './words';

type ScheduleFormProps = { before?: ReportSchedule | undefined; timeZone: string; onSaved: (saved: ReportSchedule) => void; onClose: () => void };

const count = (most: number, first: number) => Array.from({ length: most }, (_, index) => index + first);

/** What is to be made, and when: a new schedule, or one that is there. */
export function ScheduleForm({ before, timeZone, onSaved, onClose }: ScheduleFormProps) {
  const { t } = useLanguage();
  const words = useWords();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState<Draft>(before === undefined ? newDraft : draftOf(before));
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const save = useMutation({
    mutationFn: saveSchedule,
    onSuccess: async (saved) => {
      await queryClient.invalidateQueries({ queryKey: schedulesKey });
      onSaved(saved);
    },
  });
  const code = save.error instanceof ApiError ? save.error.code : undefined;
  const isTaken = code === 'insight.name_taken';
  const isStale = code === 'insight.changed_meanwhile';
  const isWhole = draft.name.trim() !== '' && (draft.report !== 'query' || draft.query !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ before, body: inputOf(draft) });
  };
  const options = (values: readonly number[], label: (value: number) => string) => values.map((value) => ({ value: String(value), label: label(value) }));
  return (
    <SidePanel title={t(before === undefined ? 'schedule.new' : 'schedule.change')} closeLabel={t('schedule.cancel')} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput label={t('schedule.name')} required maxLength={100} value={draft.name} error={isTaken ? t('schedule.taken') : undefined} onChange={(event) => change({ name: event.currentTarget.value })} />
          <NativeSelect
            label={t('schedule.what')}
            value={draft.report}
            data={reports.map((value) => ({ value, label: t(`schedule.report.${value}`) }))}
            onChange={(event) => change({ report: reports.find((one) => one === event.currentTarget.value) ?? draft.report })}
          />
          <SubjectFields draft={draft} onChange={change} />
          <NativeSelect
            label={t('schedule.when')}
            value={draft.rhythm}
            data={rhythms.map((value) => ({ value, label: t(`schedule.rhythm.${value}`) }))}
            onChange={(event) => change({ rhythm: rhythms.find((one) => one === event.currentTarget.value) ?? draft.rhythm })}
          />
          {draft.rhythm === 'weekly' && <NativeSelect label={t('schedule.weekday')} value={draft.weekday} data={options(count(7, 1), words.weekday)} onChange={(event) => change({ weekday: Number(event.currentTarget.value) })} />}
          {draft.rhythm === 'monthly' && (
            <NativeSelect
              label={t('schedule.monthday')}
              value={draft.monthday}
              data={options(count(31, 1), words.dayOf)}
              description={draft.monthday > 28 ? t('schedule.shortMonth') : undefined}
              onChange={(event) => change({ monthday: Number(event.currentTarget.value) })}
            />
          )}
          <NativeSelect label={t('schedule.hour')} description={t('schedule.zone', { zone: timeZone })} value={draft.hour} data={options(count(24, 0), words.hour)} onChange={(event) => change({ hour: Number(event.currentTarget.value) })} />
          <Switch label={t('schedule.isOn')} checked={draft.isOn} onChange={(event) => change({ isOn: event.currentTarget.checked })} />
          <Text fz="xs" c="dimmed">
            {t('schedule.seenBy')}
          </Text>
          {isStale && (
            <Text role="alert" fz="sm" c="var(--bad)">
              {t('schedule.meanwhile')}
            </Text>
          )}
          {!isTaken && !isStale && <FailureLine error={save.error} />}
          <Group>
            <Button type="submit" loading={save.isPending} disabled={!isWhole}>
              {t('schedule.save')}
            </Button>
            <Button variant="subtle" onClick={onClose}>
              {t('schedule.cancel')}
            </Button>
          </Group>
        </Stack>
      </form>
    </SidePanel>
  );
}
