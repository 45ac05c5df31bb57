import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Given } from '../features/calculators/inputs';
import { LostView } from '../features/calculators/lost-view';
import { lostQuery } from '../features/calculators/queries';
import { useFormat } from '../lib/format';
import { useLanguage } from '../lib/i18n';
import { Choice } from '../ui/choice';
import { DateField } from '../ui/date-field';
import { Page } from '../ui/page';
import { PanelsSkeleton } from '../ui/panel-skeleton';
import { QueryView } from '../ui/query-view';
import type { CalculatorsSearch } from './calculators-route';
import { lostAfterChoices } from './lost-after';
import { NoOrders } from './no-orders';
import { useSession } from './use-session';

const heights = [{ base: 780, xs: 430, md: 270 }, { base: 220, sm: 110 }, 370, { base: 1200, sm: 230 }];

type LostCalculatorProps = {
  given: Given;
  asOf: string | undefined;
  lostAfter: CalculatorsSearch['lost_after'];
  /** Leads to the other calculators. */
  choice: ReactNode;
  onChange: (next: CalculatorsSearch) => void;
};

/** What lost customers cost: of the calculators the one that the base fills in. */
export function LostCalculator({ given, asOf, lostAfter, choice, onChange }: LostCalculatorProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const { workspace } = useSession();
  const query = useQuery({ ...lostQuery({ asOf, lostAfter, given }), enabled: workspace.orders > 0 });
  if (workspace.orders === 0) return <NoOrders page="calculators" actions={choice} />;

  return (
    <Page
      title={t('calc.title')}
      lead={t('calc.lead')}
      actions={
        <>
          {choice}
          <DateField
            label={t('date.asOf')}
            value={asOf}
            placeholder={workspace.last_day === null ? t('date.latest') : format.date(workspace.last_day)}
            first={workspace.first_day}
            last={workspace.last_day}
            onChange={(day) => onChange({ as_of: day })}
          />
          <Choice
            label={t('home.lostAfter')}
            value={String(lostAfter ?? query.data?.lost_after_days ?? 180)}
            options={lostAfterChoices.map((days) => ({ value: String(days), label: t('home.days', { n: format.number(days) }, days) }))}
            onChange={(days) => onChange({ lost_after: lostAfterChoices.find((known) => String(known) === days) })}
          />
        </>
      }
    >
      <QueryView query={query} skeleton={<PanelsSkeleton heights={heights} />}>
        {(report) => <LostView report={report} given={given} onChange={onChange} />}
      </QueryView>
    </Page>
  );
}
