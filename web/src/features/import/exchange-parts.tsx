import { Stack, Text } from '@mantine/core';
import type { Exchange } from '../../api/types';
import { type Formatter, useFormat } from '../../lib/format';
import { type Translate, useLanguage } from '../../lib/i18n';
import type { Fact } from '../../ui/facts';
import { why } from '../../ui/reasons/why';

const counted = ['products', 'offers', 'customers', 'orders', 'returns', 'added', 'known', 'refused'] as const;

/** What was found in an exchange file, without what is not in it. */
export function exchangeFacts(t: Translate, format: Formatter, counts: Exchange['counts']): Fact[] {
  return counted
    .filter((name) => name === 'orders' || counts[name] > 0)
    .map((name) => ({ name: t(`import.exchange.${name}`), value: format.number(counts[name]), mark: name }));
}

const shown = 50;

/** The parts that were refused, each with its line. */
export function ExchangeRefusals({ refusals }: { refusals: Exchange['refusals'] }) {
  const { t } = useLanguage();
  const format = useFormat();
  if (refusals.length === 0) return null;
  return (
    <details>
      <summary>{t('import.result.refusals')}</summary>
      <Stack component="ul" gap={2} m={0} ps="md">
        {refusals.slice(0, shown).map((part) => (
          <Text key={`${part.line} ${part.column} ${part.path}`} component="li" fz="xs">
            {t('import.rows.lineOf', { line: format.number(part.line) })} <bdi>{part.path}</bdi>: {why(t, format, part)}
          </Text>
        ))}
      </Stack>
    </details>
  );
}
