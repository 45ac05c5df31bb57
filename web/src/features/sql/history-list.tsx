import { Text } from '@mantine/core';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { SureButton } from '../../ui/sure-button';
import type { Asked } from './history';
import classes from './sql.module.css';

type HistoryListProps = { asked: readonly Asked[]; onChoose: (sql: string) => void; onForget: () => void };

/** What was asked in this browser; a click takes a question up again. */
export function HistoryList({ asked, onChoose, onForget }: HistoryListProps) {
  const { t } = useLanguage();
  const format = useFormat();
  if (asked.length === 0) return <Text c="dimmed" fz="sm">{t('sql.historyNone')}</Text>;
  return (
    <>
      <ul className={classes['list']}>
        {asked.map(({ sql, at, rows }) => (
          <li key={sql}>
            <button type="button" className={classes['entry']} onClick={() => onChoose(sql)}>
              <code dir="ltr">{sql.trim()}</code>
              <small>
                {format.instant(at)}
                {' · '}
                {rows === null ? t('sql.failed') : t('sql.rowCount', { n: format.number(rows) }, rows)}
              </small>
            </button>
          </li>
        ))}
      </ul>
      <Text fz="xs" c="dimmed" my="xs">
        {t('sql.onlyHere')}
      </Text>
      <SureButton label={t('sql.forget')} question={t('sql.forgetSure')} busy={false} onSure={onForget} />
    </>
  );
}
