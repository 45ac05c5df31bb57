import { Button } from '@mantine/core';
import { Languages } from 'lucide-react';
import { languages, useLanguage } from '../lib/i18n';
import { OpenedLater } from './opened-later';

const load = async () => (await import('./language-list')).LanguageList;

export function LanguageMenu() {
  const { t, language } = useLanguage();
  const button = (
    <Button
      variant="subtle"
      color="gray"
      c="inherit"
      size="compact-md"
      h={36}
      leftSection={<Languages size={17} aria-hidden />}
      aria-label={t('shell.language', { name: languages[language].label })}
    >
      {languages[language].label}
    </Button>
  );
  return (
    <OpenedLater popup="menu" button={button} load={load}>
      {(List, opening) => <List {...opening} />}
    </OpenedLater>
  );
}
