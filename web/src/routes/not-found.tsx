import { Anchor, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useLanguage } from '../lib/i18n';

export function NotFound() {
  const { t } = useLanguage();
  return (
    <Stack component="main" align="center" gap="xs" py={96} px="md" ta="center">
      <title>{`${t('notFound.title')} · Clientele`}</title>
      <Text fz={40} fw={700} c="dimmed" className="num" aria-hidden>
        404
      </Text>
      <Title order={1}>{t('notFound.title')}</Title>
      <Text c="dimmed">{t('notFound.text')}</Text>
      <Anchor renderRoot={(props) => <Link {...props} to="/" />}>{t('notFound.home')}</Anchor>
    </Stack>
  );
}
