import { Menu, useDirection } from '@mantine/core';
import { chooseLanguage, isLanguage, languages, useLanguage } from '../lib/i18n';
import type { Opening } from './opened-later';

export function LanguageList({ target, ...opening }: Opening) {
  const { language } = useLanguage();
  const { setDirection } = useDirection();

  const choose = async (code: string) => {
    if (!isLanguage(code)) return;
    await chooseLanguage(code);
    setDirection(languages[code].dir);
  };

  return (
    <Menu position="bottom-end" width={180} {...opening}>
      <Menu.Target>{target}</Menu.Target>
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
