import { Button, Code, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Source } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { Choice } from '../../ui/choice';
import { Copied, CopyText } from '../../ui/copy-text';
import { FailureLine } from '../../ui/failure-line';
import { Panel } from '../../ui/panel';
import { SureButton } from '../../ui/sure-button';
import { changeSource, rotateKey, sourcesKey } from './queries';

/** How a source sends: its key, and what to paste. */
export function SourcePanel({ source }: { source: Source }) {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const settle = { onSuccess: () => queryClient.invalidateQueries({ queryKey: sourcesKey }) };
  const change = useMutation({ mutationFn: changeSource, ...settle });
  const rotate = useMutation({ mutationFn: rotateKey, ...settle });
  const failed = change.error ?? rotate.error;
  const open = source.disabled_at === null;

  return (
    <Panel
      title={source.name}
      note={`${t(`source.kind.${source.kind}`)} · ${open ? t('source.open') : t('source.closed')}`}
      actions={
        <Group gap="xs">
          {source.write_key !== null && (
            <SureButton label={t('source.rotate')} question={t('source.rotateSure')} busy={rotate.isPending} onSure={() => rotate.mutate(source.id)} />
          )}
          <Button variant="default" size="xs" loading={change.isPending} onClick={() => change.mutate({ id: source.id, disabled: open })}>
            {open ? t('source.close') : t('source.reopen')}
          </Button>
        </Group>
      }
    >
      <FailureLine error={failed} />
      {source.write_key === null ? <Text c="dimmed">{t('source.ownDoor')}</Text> : <Paste source={source} writeKey={source.write_key} />}
    </Panel>
  );
}

function Paste({ source, writeKey }: { source: Source; writeKey: string }) {
  const { t } = useLanguage();
  const [language, setLanguage] = useState(source.snippets[0]?.language ?? '');
  const snippet = source.snippets.find((one) => one.language === language);
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <Text fz="sm">{t('source.key')}</Text>
        <Copied text={writeKey} label={t('source.copyKey')} />
      </Group>
      <Choice
        label={t('source.paste')}
        value={language}
        options={source.snippets.map((one) => ({ value: one.language, label: one.language }))}
        onChange={setLanguage}
      />
      {snippet !== undefined && (
        <div>
          <Code block dir="ltr" tabIndex={0} aria-label={t('source.snippet', { language })} style={{ overflowX: 'auto' }}>
            {snippet.text}
          </Code>
          <Group mt="xs">
            <CopyText text={snippet.text} label={t('source.copySnippet')} />
          </Group>
        </div>
      )}
    </Stack>
  );
}
