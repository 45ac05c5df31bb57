import { Text } from '@mantine/core';
import type { ReportEdition } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { KeptLater } from '../../ui/reasons/kept-later';

/** That an edition could not be made, and why. */
export function NotMade({ edition: { failure, failure_code: code, failure_args: args } }: { edition: ReportEdition }) {
  const { t } = useLanguage();
  return (
    <Text component="div" fz="sm" c="var(--bad)">
      {t('schedule.notMade')} <KeptLater of={{ error: failure, error_code: code, error_args: args }} />
    </Text>
  );
}
