import { Anchor, Button, Code, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Form } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { Copied, CopyText } from '../../ui/copy-text';
import { FailureLine } from '../../ui/failure-line';
import { Facts } from '../../ui/facts';
import { Panel } from '../../ui/panel';
import { refusedCount } from './form-table';
import { closeForm, formsKey, publishForm } from './queries';
import { shownWords, textsAt } from './tree';

const refusals = ['wrong', 'quick', 'old', 'forged', 'trap', 'rate'] as const;

/** Whether people may answer a form, where they find it, and how often they did. */
export function FormPanel({ form }: { form: Form }) {
  const { t, language } = useLanguage();
  const format = useFormat();
  const queryClient = useQueryClient();
  const settle = { onSuccess: () => queryClient.invalidateQueries({ queryKey: formsKey }) };
  const publish = useMutation({ mutationFn: publishForm, ...settle });
  const close = useMutation({ mutationFn: closeForm, ...settle });
  const open = form.state === 'published';
  const current = open && form.published === form.version;
  const why = refusals.flatMap((reason) => {
    const count = form.counts[reason] ?? 0;
    return count === 0 ? [] : [`${t(`form.refusal.${reason}`)}: ${format.number(count)}`];
  });

  return (
    <Panel
      title={shownWords(form.definition, ['title'], language)}
      note={`${t(`form.state.${form.state}`)} · ${t('form.version', { n: format.number(form.version) })}`}
      actions={
        <Group gap="xs">
          {!current && (
            <Button size="xs" loading={publish.isPending} onClick={() => publish.mutate(form.key)}>
              {form.state === 'closed' ? t('form.reopen') : t('form.publish', { n: format.number(form.version) })}
            </Button>
          )}
          {open && (
            <Button variant="default" size="xs" loading={close.isPending} onClick={() => close.mutate(form.key)}>
              {t('form.close')}
            </Button>
          )}
        </Group>
      }
    >
      <FailureLine error={publish.error ?? close.error} />
      <Stack gap="sm">
        {open && !current && <Text fz="sm">{t('form.behind', { n: format.number(form.published) })}</Text>}
        <Facts
          facts={[
            { name: t('form.column.viewed'), value: format.number(form.counts['viewed'] ?? 0), mark: 'viewed' },
            { name: t('form.column.answered'), value: format.number(form.counts['answered'] ?? 0), mark: 'answered' },
            { name: t('form.column.refused'), value: format.number(refusedCount(form)), note: why.length === 0 ? undefined : why.join(' · '), mark: 'refused' },
          ]}
        />
        <Places form={form} />
      </Stack>
    </Panel>
  );
}

/** The form's address, and what to paste into a page that shows it. */
function Places({ form }: { form: Form }) {
  const { t } = useLanguage();
  const address = globalThis.location.origin + form.path;
  const hosts = textsAt(form.definition, ['hosts']);
  const snippet = `<script src="${address}/embed.js"></script>`;
  return (
    <>
      <Group gap="xs">
        <Text fz="sm">{t('form.address')}</Text>
        <Copied text={address} label={t('form.copyAddress')} />
        {form.state === 'published' && (
          <Anchor href={form.path} target="_blank" rel="noreferrer" fz="sm">
            {t('form.look')}
          </Anchor>
        )}
      </Group>
      <div>
        <Text fz="sm">{t('form.embed')}</Text>
        <Code block dir="ltr" tabIndex={0} aria-label={t('form.embed')} style={{ overflowX: 'auto' }}>
          {snippet}
        </Code>
        <Group mt="xs" gap="sm">
          <CopyText text={snippet} label={t('form.copyEmbed')} />
          <Text fz="xs" c="dimmed">
            {hosts.length === 0 ? t('form.noHosts') : t('form.onHosts', { hosts: hosts.join(', ') })}
          </Text>
        </Group>
      </div>
    </>
  );
}
