import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { RefitFailure } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { KeptLater } from '../../ui/reasons/kept-later';
import { modelsQuery } from './queries';

/** That the last fit by schedule failed, and why; nothing when it did not. */
export function LastRefit() {
  const failure = useQuery(modelsQuery()).data?.refit_failure;
  return failure === undefined || failure === null ? null : <RefitFailed failure={failure} />;
}

export function RefitFailed({ failure }: { failure: RefitFailure }) {
  const { t } = useLanguage();
  const format = useFormat();
  return (
    <Text role="status" fz="sm" c="var(--bad)">
      {t('value.model.refitFailed', { date: format.date(failure.tried_at.slice(0, 10)) })}
      <KeptLater of={{ error: failure.reason, error_code: failure.reason_code, error_args: failure.reason_args }} />
    </Text>
  );
}
