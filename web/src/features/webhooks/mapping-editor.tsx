import { Button, Group, SimpleGrid, Stack, Text, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { IncomingWebhook } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { isSame } from '../../lib/same';
import { FailureLine } from '../../ui/failure-line';
import { Panel } from '../../ui/panel';
import { exampleMapping, exampleSample } from './example';
import { changeIncoming, goLive, incomingKey, trialQuery } from './queries';
import { readMapping } from './read-mapping';
import { TrialView } from './trial-view';
import classes from './webhooks.module.css';

const pauseMs = 400;

/** The mapping of a sender's JSON, tried on a sample while it is typed; what is saved goes live by a click of its own. */
export function MappingEditor({ webhook }: { webhook: IncomingWebhook }) {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const settle = { onSuccess: () => queryClient.invalidateQueries({ queryKey: incomingKey }) };
  const save = useMutation({ mutationFn: changeIncoming, ...settle });
  const live = useMutation({ mutationFn: goLive, ...settle });
  const saved = JSON.stringify(webhook.definition, null, 2);
  const [typed, setTyped] = useState(saved);
  const [sample, setSample] = useState(() => (isSame(webhook.definition, exampleMapping) ? JSON.stringify(exampleSample, null, 2) : ''));
  const { definition, fault } = readMapping(typed);
  const [asked] = useDebouncedValue({ typed, sample }, pauseMs);
  const trial = useQuery({ ...trialQuery(readMapping(asked.typed).definition, asked.sample), placeholderData: keepPreviousData });
  const current = asked.typed === typed && asked.sample === sample && !trial.isPlaceholderData;
  const same = definition !== null && isSame(definition, webhook.definition);
  const proven = current && trial.data !== undefined && trial.data.problems.length === 0 && trial.data.facts.length > 0;
  const area = { dir: 'ltr', autosize: true, minRows: 12, maxRows: 30, spellCheck: false, classNames: { input: classes['json'] ?? '' } } as const;

  return (
    <Panel
      title={t('hook.in.mapping')}
      note={t('hook.in.mappingNote')}
      actions={
        <Group gap="xs">
          <Button variant="default" size="xs" disabled={definition === null || same} loading={save.isPending} onClick={() => definition !== null && save.mutate({ id: webhook.id, definition })}>
            {t('hook.save')}
          </Button>
          <Button size="xs" disabled={!same || webhook.is_saved_live || !proven} loading={live.isPending} onClick={() => live.mutate(webhook.id)}>
            {t('hook.in.goLive')}
          </Button>
        </Group>
      }
    >
      <Stack gap="sm">
        <FailureLine error={save.error ?? live.error} />
        <Text fz="xs" c="dimmed" data-hint>
          {hint()}
        </Text>
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
          <Textarea label={t('hook.in.json')} {...area} error={fault === null ? undefined : t('hook.in.noJson', { fault })} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
          <Textarea label={t('hook.in.sample')} {...area} value={sample} onChange={(event) => setSample(event.currentTarget.value)} />
        </SimpleGrid>
        {sample.trim() === '' && <Text fz="sm">{t('hook.in.pasteSample')}</Text>}
        <FailureLine error={trial.error} />
        {trial.data !== undefined && sample.trim() !== '' && definition !== null && <TrialView trial={trial.data} stale={!current} />}
      </Stack>
    </Panel>
  );

  function hint(): string {
    if (!same) return t('hook.in.hintSave');
    if (webhook.is_saved_live) return t('hook.in.hintLive');
    return proven ? t('hook.in.hintGo') : t('hook.in.hintTry');
  }
}
