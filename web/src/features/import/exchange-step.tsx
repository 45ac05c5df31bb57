import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OnError } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { Facts } from '../../ui/facts';
import { Panel } from '../../ui/panel';
import { PanelSkeleton } from '../../ui/panel-skeleton';
import { exchangeFacts, ExchangeRefusals } from './exchange-parts';
import { Problem } from './problem';
import { exchangeLookQuery, startExchange } from './queries';
import { Policy } from './start-panel';

/** An exchange file: what it would bring, whose it is, and the start. It tells its own form, so nothing is mapped. */
export function ExchangeStep({ upload, onStarted }: { upload: string; onStarted: (id: string) => void }) {
  const { t } = useLanguage();
  const format = useFormat();
  const [source, setSource] = useState('');
  const [onError, setOnError] = useState<OnError>('limit');
  const look = useQuery(exchangeLookQuery(upload));
  const start = useMutation({ mutationFn: startExchange, onSuccess: ({ id }) => onStarted(id) });
  if (look.isError) {
    return (
      <Panel title={t('import.step.look')}>
        <Problem error={look.error} />
      </Panel>
    );
  }
  if (look.data === undefined) {
    return (
      <div role="status" aria-label={t('state.loading')}>
        <PanelSkeleton body={160} />
      </div>
    );
  }
  const { version, counts, refusals } = look.data;
  return (
    <>
      <Panel title={t('import.step.look')} note={<bdi dir="ltr">{`CommerceML ${version ?? ''}`}</bdi>}>
        <Facts facts={exchangeFacts(t, format, counts)} />
        <ExchangeRefusals refusals={refusals} />
      </Panel>
      <Panel title={t('import.step.start')}>
        <Stack gap="sm">
          <TextInput
            label={t('import.exchange.source')}
            description={t('import.exchange.sourceNote')}
            placeholder="commerceml"
            maxLength={100}
            maw={360}
            value={source}
            onChange={(event) => setSource(event.currentTarget.value)}
          />
          <Policy value={onError} onChange={setOnError} />
          <Group gap="sm">
            <Button loading={start.isPending} onClick={() => start.mutate({ upload, source: source.trim(), onError })}>
              {t('import.start')}
            </Button>
            <Text fz="xs" c="dimmed">
              {t('import.exchange.noUndo')}
            </Text>
          </Group>
          <Problem error={start.error} />
        </Stack>
      </Panel>
    </>
  );
}
