import { Box, Group, Paper, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { sessionQuery } from '../api/session';
import { useLanguage } from '../lib/i18n';
import { LanguageMenu } from '../ui/language-menu';
import { Logo } from '../ui/logo';
import { ThemeMenu } from '../ui/theme-menu';
import { SignInForm } from './sign-in-form';

const route = getRouteApi('/sign-in');

export function SignInPage() {
  const { t } = useLanguage();
  const { next, expired } = route.useSearch();
  const router = useRouter();
  const queryClient = useQueryClient();

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
          <SignInForm
            expired={expired === true}
            onDone={(session) => {
              queryClient.setQueryData(sessionQuery.queryKey, session);
              router.history.push(next ?? '/');
            }}
          />
        </Paper>
        <Text c="dimmed" fz="sm" ta="center">
          {t('signIn.hint')}
        </Text>
      </Stack>
    </Box>
  );
}
