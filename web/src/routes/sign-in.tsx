import { Alert, Box, Button, Group, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { ApiError } from '../api/problem';
import { sessionQuery, signIn } from '../api/session';
import { useLanguage } from '../lib/i18n';
import { failureText } from '../ui/failure-text';
import { LanguageMenu } from '../ui/language-menu';
import { Logo } from '../ui/logo';
import { ThemeMenu } from '../ui/theme-menu';

const route = getRouteApi('/sign-in');

export function SignInPage() {
  const { t } = useLanguage();
  const { next, expired } = route.useSearch();
  const router = useRouter();
  const queryClient = useQueryClient();
  const attempt = useMutation({
    mutationKey: ['sign-in'],
    mutationFn: signIn,
    onSuccess: (session) => {
      queryClient.setQueryData(sessionQuery.queryKey, session);
      router.history.push(next ?? '/');
    },
  });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    attempt.mutate({ login: String(form.get('login') ?? ''), password: String(form.get('password') ?? '') });
  };

  return (
    <Box component="main" mih="100dvh" px="md" py="md">
      <title>{`${t('signIn.title')} · Clientele`}</title>
      <Group justify="flex-end" gap={4}>
        <LanguageMenu />
        <ThemeMenu />
      </Group>
      <Stack maw={380} mx="auto" mt="8vh" gap="lg">
        <Group gap="sm" justify="center">
          <Logo size={36} />
          <Text fz={22} fw={650}>
            Clientele
          </Text>
        </Group>
        <Paper withBorder p="xl" bg="var(--panel)">
          <form onSubmit={submit}>
            <Stack gap="md">
              <Title order={1}>{t('signIn.title')}</Title>
              {expired === true && !attempt.isError && (
                <Alert color="tide" variant="light" role="status" c="inherit">
                  {t('signIn.expired')}
                </Alert>
              )}
              {attempt.isError && (
                <Alert color="red" variant="outline" role="alert" p="sm">
                  <Text fz="sm" c="var(--bad)">
                    {wrong(attempt.error) ? t('signIn.wrong') : failureText(t, attempt.error)}
                  </Text>
                </Alert>
              )}
              <TextInput name="login" label={t('signIn.login')} autoComplete="username" required autoFocus dir="ltr" withAsterisk={false} />
              <PasswordInput
                name="password"
                label={t('signIn.password')}
                autoComplete="current-password"
                required
                withAsterisk={false}
                dir="ltr"
                visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
              />
              <Button type="submit" loading={attempt.isPending} fullWidth>
                {t('signIn.submit')}
              </Button>
            </Stack>
          </form>
        </Paper>
        <Text c="dimmed" fz="sm" ta="center">
          {t('signIn.hint')}
        </Text>
      </Stack>
    </Box>
  );
}

function wrong(error: Error): boolean {
  return error instanceof ApiError && error.failure === 'unauthorized';
}
