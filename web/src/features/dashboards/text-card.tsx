import { Paper, Textarea } from '@mantine/core';
import type { DashboardCard } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import classes from './dashboards.module.css';

/** Words of whoever made the page: what to look at, what was decided. */
export function TextCard({ card, onChange }: { card: DashboardCard; onChange: ((text: string) => void) | undefined }) {
  const { t } = useLanguage();
  return (
    <Paper withBorder bg="var(--panel)" p="md" bd="1px solid var(--line)" h="100%">
      {onChange === undefined ? (
        <p className={classes['words']} dir="auto">
          {card.text ?? ''}
        </p>
      ) : (
        <Textarea label={t('dashboard.kind.text')} autosize minRows={3} maxLength={4000} dir="auto" value={card.text ?? ''} onChange={(event) => onChange(event.currentTarget.value)} />
      )}
    </Paper>
  );
}
