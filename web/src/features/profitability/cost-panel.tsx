import { SimpleGrid } from '@mantine/core';
import type { Currency } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { NumberField } from '../../ui/number-field';
import { Panel } from '../../ui/panel';
import type { Costs } from './queries';

type CostPanelProps = { currency: Currency; costs: Costs; onChange: (next: Partial<Costs>) => void };

const cost = { low: 0, high: 1e11 };
const share = { low: 0.001, high: 1 };

/** What the orders themselves do not tell. */
export function CostPanel({ currency, costs, onChange }: CostPanelProps) {
  const { t } = useLanguage();
  return (
    <Panel title={t('profit.costs')} note={t('profit.costsNote')}>
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="md">
        <NumberField
          label={t('profit.input.margin')}
          value={costs.margin ?? null}
          unit="percent"
          currency={currency}
          bounds={share}
          given={costs.margin !== undefined}
          onChange={(margin) => onChange({ margin })}
        />
        <NumberField
          label={t('profit.input.order')}
          value={costs.cost_per_order_minor ?? 0}
          unit="money"
          currency={currency}
          bounds={cost}
          given={costs.cost_per_order_minor !== undefined}
          onChange={(minor) => onChange({ cost_per_order_minor: minor })}
        />
        <NumberField
          label={t('profit.input.return')}
          value={costs.cost_per_return_minor ?? 0}
          unit="money"
          currency={currency}
          bounds={cost}
          given={costs.cost_per_return_minor !== undefined}
          onChange={(minor) => onChange({ cost_per_return_minor: minor })}
        />
      </SimpleGrid>
    </Panel>
  );
}
