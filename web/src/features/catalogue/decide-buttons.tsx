import { Button, Group, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { CatalogueDecision, CatalogueDecisionInput, EventKind } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { FailureLine } from '../../ui/failure-line';
import { SureButton } from '../../ui/sure-button';
import { decided } from './names';
import { catalogueKey, decide, undo } from './queries';

const named = new Set<EventKind>(['track', 'page', 'screen']);

type Subject = { kind: EventKind; name: string; property: string | null };
type DecideButtonsProps = { subject: Subject; decisions: readonly CatalogueDecision[]; mayDecide: boolean };

/** What was decided about an event or a property, each with its undoing; and what can still be decided. */
export function DecideButtons({ subject, decisions, mayDecide }: DecideButtonsProps) {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const settle = { onSettled: () => queryClient.invalidateQueries({ queryKey: catalogueKey }) };
  const back = useMutation({ mutationFn: undo, ...settle });
  const say = useMutation({ mutationFn: decide, ...settle });
  const has = (decision: CatalogueDecisionInput['decision']) => decisions.some((one) => one.decision === decision);
  const [renaming, setRenaming] = useState(false);
  const open = mayDecide && (subject.property === null ? named.has(subject.kind) && subject.name !== '' : subject.kind !== 'alias');
  const settled = has('forbid') || has('rename');
  return (
    <>
      <Group gap={6}>
        {decisions.map((decision) => (
          <Group key={decision.id} gap={6}>
            {decided(t, decision)}
            {mayDecide && (
              <Button variant="default" size="compact-xs" loading={back.isPending && back.variables === decision.id} onClick={() => back.mutate(decision.id)}>
                {t('catalogue.undo')}
              </Button>
            )}
          </Group>
        ))}
        {open && !settled && (
          <>
            <Button variant="default" size="compact-xs" aria-expanded={renaming} onClick={() => setRenaming(!renaming)}>
              {renaming ? t('catalogue.cancel') : t('catalogue.rename')}
            </Button>
            <SureButton
              size="compact-xs"
              label={t('catalogue.forbid')}
              question={t('catalogue.forbidSure')}
              busy={say.isPending}
              onSure={() => say.mutate({ ...subject, decision: 'forbid' })}
            />
          </>
        )}
        {open && subject.property !== null && !has('personal') && (
          <SureButton
            size="compact-xs"
            label={t('catalogue.personal')}
            question={t('catalogue.personalSure')}
            busy={say.isPending}
            onSure={() => say.mutate({ ...subject, decision: 'personal' })}
          />
        )}
      </Group>
      {renaming && open && !settled && <Rename subject={subject} onDone={() => setRenaming(false)} />}
      <FailureLine error={back.error ?? say.error} />
    </>
  );
}

function Rename({ subject, onDone }: { subject: Subject; onDone: () => void }) {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const [to, setTo] = useState('');
  const say = useMutation({
    mutationFn: decide,
    onSuccess: async () => {
      onDone();
      await queryClient.invalidateQueries({ queryKey: catalogueKey });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    say.mutate({ ...subject, decision: 'rename', to: to.trim() });
  };
  return (
    <form onSubmit={submit}>
      <Group gap="xs" align="flex-end" mt={4} wrap="nowrap">
        <TextInput label={t('catalogue.renameTo')} size="xs" required maxLength={255} value={to} onChange={(event) => setTo(event.currentTarget.value)} />
        <Button type="submit" size="xs" loading={say.isPending}>
          {t('catalogue.rename')}
        </Button>
      </Group>
      <FailureLine error={say.error} />
    </form>
  );
}
