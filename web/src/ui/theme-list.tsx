import { Menu, useMantineColorScheme } from '@mantine/core';
import { useLanguage } from '../lib/i18n';
import type { Opening } from './opened-later';

const schemes = ['light', 'dark', 'auto'] as const;

export function ThemeList({ target, ...opening }: Opening) {
  const { t } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();

  const choose = (name: string) => {
    const scheme = schemes.find((candidate) => candidate === name);
    if (scheme !== undefined) setColorScheme(scheme);
  };

  return (
    <Menu position="bottom-end" width={180} {...opening}>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={colorScheme} onChange={choose}>
          {schemes.map((scheme) => (
            <Menu.RadioItem key={scheme} value={scheme} closeMenuOnClick>
              {t(`theme.${scheme}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
