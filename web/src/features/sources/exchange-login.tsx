import { Button, Code, Group, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useLanguage } from '../../lib/i18n';
import { FailureLine } from '../../ui/failure-line';
import { leftToRight } from '../../ui/left-to-right';
import { ShownOnce } from '../../ui/shown-once';
import { setExchangeLogin, sourcesKey } from './queries';

/** The login by which an accounting system hands its files over by itself; its password is shown once. */
export function ExchangeLoginForm() {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const [login, setLogin] = useState('');
  const [source, setSource] = useState('');
  const give = useMutation({ mutationFn: setExchangeLogin, onSuccess: () => queryClient.invalidateQueries({ queryKey: sourcesKey }) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    give.mutate({ login: login.trim(), source: source.trim() });
  };
  const address = `${globalThis.location.origin}/exchange/commerceml`;
  return (
    <form onSubmit={submit}>
      <Text fz="sm" mb={4}>
        {t('source.exchange.address')} <Code dir="ltr">{address}</Code>
      </Text>
      <Group align="flex-end" gap="sm" mb="sm">
        <TextInput
          label={t('source.exchange.login')}
          required
          pattern="[a-z0-9.\-_@]+"
          title={t('source.exchange.loginNote')}
          inputContainer={leftToRight}
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
        />
        <TextInput label={t('source.source')} placeholder="commerceml" maxLength={100} value={source} onChange={(event) => setSource(event.currentTarget.value)} />
        <Button type="submit" variant="default" loading={give.isPending}>
          {t('source.exchange.give')}
        </Button>
      </Group>
      <FailureLine error={give.error} />
      {give.data !== undefined && (
        <ShownOnce
          title={t('source.exchange.password', { login: give.data.login })}
          text={t('source.exchange.passwordText')}
          secret={give.data.password}
          copyLabel={t('source.exchange.copyPassword')}
          onKept={() => give.reset()}
        />
      )}
    </form>
  );
}
