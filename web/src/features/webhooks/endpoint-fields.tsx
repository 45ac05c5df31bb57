import { Group, Stack, Switch, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { WebhookEndpoint, WebhookEndpointInput } from '../../api/types';
import { eventKinds } from '../../lib/event-kinds';
import { useLanguage } from '../../lib/i18n';
import { Checks } from '../../ui/checks';
import { leftToRight } from '../../ui/left-to-right';
import { sourceNamesQuery } from './queries';

export const newEndpoint: WebhookEndpointInput = { url: '', description: '', kinds: [], names: [], sources: [], with_personal_data: false };

export function endpointInput({ url, description, kinds, names, sources, with_personal_data }: WebhookEndpoint): WebhookEndpointInput {
  return { url, description, kinds, names, sources, with_personal_data };
}

type EndpointFieldsProps = { value: WebhookEndpointInput; onChange: (value: WebhookEndpointInput) => void };

/** Where an endpoint is, and of what it is told. */
export function EndpointFields({ value, onChange }: EndpointFieldsProps) {
  const { t } = useLanguage();
  const { data: sources = [] } = useQuery(sourceNamesQuery());
  const [names, setNames] = useState((value.names ?? []).join(', '));
  const change = (part: Partial<WebhookEndpointInput>) => onChange({ ...value, ...part });
  return (
    <Stack gap="sm">
      <Group gap="sm" align="flex-start">
        <TextInput
          label={t('hook.out.url')}
          required
          type="url"
          w={360}
          maw="100%"
          placeholder="https://example.org/hooks"
          inputContainer={leftToRight}
          value={value.url}
          onChange={(event) => change({ url: event.currentTarget.value })}
        />
        <TextInput
          label={t('hook.out.description')}
          maxLength={200}
          value={value.description ?? ''}
          onChange={(event) => change({ description: event.currentTarget.value })}
        />
      </Group>
      <Checks
        legend={t('hook.out.kinds')}
        note={t('hook.out.allWhenNone')}
        options={eventKinds.map((kind) => ({ value: kind, label: t(`source.event.${kind}`) }))}
        chosen={value.kinds ?? []}
        onChange={(kinds) => change({ kinds })}
      />
      <Checks
        legend={t('hook.out.sources')}
        note={t('hook.out.allWhenNone')}
        options={sources.map(({ id, name }) => ({ value: id, label: name }))}
        chosen={value.sources ?? []}
        onChange={(chosen) => change({ sources: chosen })}
      />
      <TextInput
        label={t('hook.out.names')}
        description={t('hook.out.namesNote')}
        value={names}
        onChange={(event) => {
          const text = event.currentTarget.value;
          setNames(text);
          change({ names: text.split(/[,،]/).flatMap((name) => name.trim() || []) });
        }}
      />
      <Switch
        label={t('hook.out.personal')}
        description={t('hook.out.personalNote')}
        checked={value.with_personal_data ?? false}
        onChange={(event) => change({ with_personal_data: event.currentTarget.checked })}
      />
    </Stack>
  );
}
