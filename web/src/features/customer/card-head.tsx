import type { CustomerCard } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { apart } from '../../ui/apart';
import { Copied } from '../../ui/copy-text';
import { Panel } from '../../ui/panel';
import { NamedList } from './named-list';

/** By what a customer is reached. */
export function CardHead({ card }: { card: CustomerCard }) {
  const { t } = useLanguage();
  const format = useFormat();
  const copied = (text: string | null, label: string) => (text === null ? '–' : <Copied text={text} label={label} />);
  return (
    <Panel title={t('customer.contact')} note={t('customer.since', { date: format.date(card.created_at.slice(0, 10)) })}>
      <NamedList
        sideBySide
        entries={[
          { name: t('customer.key'), value: copied(card.key, t('customer.copyKey')) },
          { name: t('customer.email'), value: copied(card.email, t('customer.copyEmail')) },
          { name: t('customer.phone'), value: copied(card.phone, t('customer.copyPhone')) },
          { name: t('customer.country'), value: apart(card.country) },
        ]}
      />
    </Panel>
  );
}
