import { Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Source } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { Choice } from '../../ui/choice';
import { failureText } from '../../ui/failure-text';
import { Panel } from '../../ui/panel';
import { changeSource, rotateKey, sourcesKey } from './queries';

/** How a source sends: its key, and what to paste. */
export function SourcePanel({ source }: { source: Source }) {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const settle = { onSuccess: () => queryClient.invalidateQueries({ queryKey: sourcesKey }) };
  const change = useMutation({ mutationFn: changeSource, ...settle });
  const rotate = useMutation({ mutationFn: rotateKey, ...settle });
  const [asked, setAsked] = useState(false);
  const failed = change.error ?? rotate.error;
  const open = source.disabled_at === null;

  return (
    <Panel
      title={source.name}
      note={`${t(`source.kind.${source.kind}`)} · ${open ? t('source.open') : t('source.closed')}`}
      actions={
        <Group gap="xs">
          {source.write_key !== null && (
            <Button
              variant="default"
              size="xs"
              loading={rotate.isPending}
              onClick={() => {
                // A key that pages already carry stops at once: the second click means it.
                if (asked) rotate.mutate(source.id);
                setAsked(!asked);
              }}
            >
              {asked ? t('source.rotateSure') : t('source.rotate')}
            </Button>
          )}
          <Button variant="default" size="xs" loading={change.isPending} onClick={() => change.mutate({ id: source.id, disabled: open })}>
            {open ? t('source.close') : t('source.reopen')}
          </Button>
        </Group>
      }
    >
      {failed !== null && (
        <Text role="alert" fz="sm" c="var(--bad)" mb="xs">
          {failureText(t, failed)}
        </Text>
      )}
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
        <Code dir="ltr" style={{ overflowWrap: 'anywhere', whiteSpace: 'normal' }}>
          {writeKey}
        </Code>
        <CopyText text={writeKey} label={t('source.copyKey')} />
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

function CopyText({ text, label }: { text: string; label: string }) {
  const { t } = useLanguage();
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button variant="default" size="compact-xs" onClick={copy} aria-label={label}>
          <span aria-live="polite">{copied ? t('state.copied') : t('state.copy')}</span>
        </Button>
      )}
    </CopyButton>
  );
}
