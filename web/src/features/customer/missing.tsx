import { UserRoundX } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLanguage } from '../../lib/i18n';
import { EmptyState } from '../../ui/states';

/** Nobody is known by what stands in the address. */
export function Missing({ customer, back }: { customer: string; back: ReactNode }) {
  const { t } = useLanguage();
  return (
    <EmptyState
      icon={<UserRoundX size={30} aria-hidden />}
      title={t('customer.missing.title')}
      text={t('customer.missing.text', { id: `\u2068${customer.length > 80 ? `${customer.slice(0, 80)}…` : customer}\u2069` })}
      action={back}
    />
  );
}
