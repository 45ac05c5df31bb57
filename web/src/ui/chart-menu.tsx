import { ActionIcon } from '@mantine/core';
import { Download } from 'lucide-react';
import { useLanguage, withTexts } from '../lib/i18n';
import type { BuildOption, Takeaway } from './chart';
import { OpenedLater } from './opened-later';

const load = withTexts('charts', async () => (await import('./charts/chart-list')).ChartList);

/** The button in the corner of a chart: its picture and its figures to take away. */
export function ChartMenu({ takeaway, build, height }: { takeaway: Takeaway; build: BuildOption; height: number }) {
  const { t } = useLanguage();
  const button = (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={28}
      aria-label={t('state.takeAway', { name: takeaway.title })}
      // Charts run from left to right in every language: their upper right corner is the empty one.
      style={{ position: 'absolute', top: -4, right: 0 }}
    >
      <Download size={15} aria-hidden />
    </ActionIcon>
  );
  return (
    <OpenedLater popup="menu" button={button} load={load}>
      {(List, opening) => <List {...opening} takeaway={takeaway} build={build} height={height} />}
    </OpenedLater>
  );
}
