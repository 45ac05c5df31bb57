import { Menu } from '@mantine/core';
import { Image, Table } from 'lucide-react';
import { downloadBlob, downloadText, toCsv } from '../../lib/csv';
import { useLanguage } from '../../lib/i18n';
import type { BuildOption, Takeaway } from '../chart';
import type { Opening } from '../opened-later';
import { pictureOf } from './picture';

type ChartListProps = Opening & { takeaway: Takeaway; build: BuildOption; height: number };

/** What can be taken away of a chart: its picture, and the figures that it is drawn from. */
export function ChartList({ target, takeaway, build, height, ...opening }: ChartListProps) {
  const { t, dir } = useLanguage();
  const { title, note, file, legend = [], rows } = takeaway;

  const save = async () => {
    const main = document.querySelector('#main') ?? document.body;
    const { fontFamily } = getComputedStyle(main);
    // As wide as a slide wants it, also from a phone.
    const picture = await pictureOf({ title, note, legend, build, width: 900, height: Math.max(height, 320), fontFamily, dir });
    if (picture !== null) downloadBlob(`${file}.png`, picture);
  };

  return (
    <Menu position="bottom-end" width={220} {...opening}>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Image size={16} aria-hidden />} onClick={() => void save()}>
          {t('charts.picture')}
        </Menu.Item>
        <Menu.Item leftSection={<Table size={16} aria-hidden />} onClick={() => downloadText(`${file}.csv`, toCsv(rows()))}>
          {t('charts.figures')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
