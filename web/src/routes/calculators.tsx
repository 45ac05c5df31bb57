import { getRouteApi } from '@tanstack/react-router';
import { BudgetView } from '../features/calculators/budget-view';
import { SensitivityView } from '../features/calculators/sensitivity-view';
import { useLanguage } from '../lib/i18n';
import { Choice } from '../ui/choice';
import { Page } from '../ui/page';
import { type CalculatorsSearch, otherCalculators } from './calculators-route';
import { LostCalculator } from './lost-calculator';
import { useSession } from './use-session';

const route = getRouteApi('/shell/calculators');

export function CalculatorsPage() {
  const { t } = useLanguage();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { workspace } = useSession();
  const { which, as_of, lost_after, margin_minor, contact_minor, purchases, share, contacts, retention, uplift, reading, ...given } = search;
  const change = (next: CalculatorsSearch) => void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false });

  const choice = (
    <Choice
      label={t('planning.which.label')}
      value={which ?? 'lost'}
      options={(['lost', ...otherCalculators] as const).map((value) => ({ value, label: t(`planning.which.${value}`) }))}
      onChange={(next) => change({ which: next === 'lost' ? undefined : next })}
    />
  );
  if (which === undefined) return <LostCalculator given={given} asOf={as_of} lostAfter={lost_after} choice={choice} onChange={change} />;

  const { currency, customers } = workspace;
  return (
    <Page title={t(`planning.${which}.title`)} lead={t(`planning.${which}.lead`)} actions={choice}>
      {which === 'budget' ? (
        <BudgetView
          currency={currency}
          customers={customers}
          given={{ margin_minor, purchases, share, customers: given.customers, contact_minor, contacts }}
          onChange={change}
        />
      ) : (
        <SensitivityView
          currency={currency}
          given={{ margin_minor, retention, discount: given.discount, uplift, reading }}
          onChange={change}
        />
      )}
    </Page>
  );
}
