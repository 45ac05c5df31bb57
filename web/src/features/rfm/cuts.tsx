import type { RfmReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { Panel } from '../../ui/panel';
import classes from './rfm.module.css';

/** Where the borders between the scores lie, in words. */
export function Cuts({ report }: { report: RfmReport }) {
  const { t } = useLanguage();
  const format = useFormat();
  const { cuts, currency, method } = report;
  if (cuts === null) return null;

  const days = cuts.recency_days.map((value) => format.short(value));
  const orders = cuts.frequency.map((value) => format.short(value));
  const money = cuts.monetary_minor.map((value) => format.money(value, currency));
  const ends = (values: readonly string[]) => ({ first: values[0] ?? '', last: values.at(-1) ?? '' });
  const list = (values: readonly string[]) => values.map((value) => `\u2068${value}\u2069`).join(' · ');

  return (
    <Panel title={t('rfm.cuts')} note={t(`rfm.method.${method}`)}>
      <dl className={classes['cuts']}>
        <div>
          <dt>{t('rfm.cut.recency', { list: list(days) })}</dt>
          <dd>{t('rfm.cut.recencyText', ends(days))}</dd>
        </div>
        <div>
          <dt>{t('rfm.cut.frequency', { list: list(orders) })}</dt>
          <dd>{t('rfm.cut.frequencyText', ends(orders))}</dd>
        </div>
        <div>
          <dt>{t('rfm.cut.monetary', { list: list(money) })}</dt>
          <dd>{t('rfm.cut.monetaryText', ends(money))}</dd>
        </div>
        <div>
          <dd>{t('rfm.cut.ties')}</dd>
        </div>
      </dl>
    </Panel>
  );
}
