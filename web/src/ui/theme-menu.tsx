import { ActionIcon, useMantineColorScheme } from '@mantine/core';
import { Monitor, Moon, Sun } from 'lucide-react';
import { useLanguage } from '../lib/i18n';
import { OpenedLater } from './opened-later';

const icons = { light: Sun, dark: Moon, auto: Monitor };

const load = async () => (await import('./theme-list')).ThemeList;

export function ThemeMenu() {
  const { t } = useLanguage();
  const { colorScheme } = useMantineColorScheme();
  const Icon = icons[colorScheme];
  const button = (
    <ActionIcon variant="subtle" color="gray" c="inherit" size={36} aria-label={t('shell.theme', { name: t(`theme.${colorScheme}`) })}>
      <Icon size={17} aria-hidden />
    </ActionIcon>
  );
  return (
    <OpenedLater popup="menu" button={button} load={load}>
      {(List, opening) => <List {...opening} />}
    </OpenedLater>
  );
}
