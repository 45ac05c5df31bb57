import { Button, Menu, useDirection } from '@mantine/core';
import { Languages } from 'lucide-react';
import { chooseLanguage, isLanguage, languages, useLanguage } from '../lib/i18n';

export function LanguageMenu() {
  const { t, language } = useLanguage();
  const { setDirection } = useDirection();

  const choose = async (code: string) => {
    if (!isLanguage(code)) return;
    await chooseLanguage(code);
    setDirection(languages[code].dir);
  };

  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
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
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={language} onChange={(code) => void choose(code)}>
          {Object.entries(languages).map(([code, { label }]) => (
            <Menu.RadioItem key={code} value={code} lang={code} closeMenuOnClick>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
