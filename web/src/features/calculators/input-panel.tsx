import { SimpleGrid } from '@mantine/core';
import type { LostCustomersReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { NumberField } from '../../ui/number-field';
import { Panel } from '../../ui/panel';
import { changeBounds, type Given, inputs, yearsBounds } from './inputs';

type InputPanelProps = { report: LostCustomersReport; given: Given; onChange: (next: Given) => void };

/** What is computed with: the base's own figures until the reader says otherwise. */
export function InputPanel({ report, given, onChange }: InputPanelProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const { currency, window } = report;
  const months =
    window === null ? '' : t('calc.window', { from: format.monthShort(window.from), until: format.monthShort(window.until) });

  return (
    <Panel title={t('calc.inputs')} note={t('calc.inputsNote')}>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="md" verticalSpacing="sm">
        <NumberField
          label={t('calc.input.change')}
          value={report.change}
          unit="percent"
          currency={currency}
          bounds={changeBounds}
          note={t('calc.changeNote')}
          given={given.change !== undefined}
          onChange={(change) => onChange({ change })}
        />
        <NumberField
          label={t('calc.input.years')}
          value={report.years.length === 0 ? (given.years ?? 5) : report.years.length}
          unit="count"
          currency={currency}
          bounds={yearsBounds}
          note={t('calc.yearsNote')}
          given={given.years !== undefined}
          onChange={(years) => onChange({ years: years === undefined ? undefined : Math.round(years) })}
        />
        {inputs.map(({ name, unit, bounds }) => {
          const { value, origin } = report.inputs[name];
          return (
            <NumberField
              key={name}
              label={t(`calc.input.${name}`)}
              value={value}
              unit={unit}
              currency={currency}
              bounds={bounds}
              note={t(`calc.origin.${origin}`, { months })}
              given={given[name] !== undefined}
              onChange={(next) => onChange({ [name]: unit === 'money' && next !== undefined ? Math.round(next) : next })}
            />
          );
        })}
      </SimpleGrid>
    </Panel>
  );
}
