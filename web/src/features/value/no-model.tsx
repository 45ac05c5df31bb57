import { Button, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleDollarSign } from 'lucide-react';
import { useLanguage } from '../../lib/i18n';
import { failureText } from '../../ui/failure-text';
import { EmptyState } from '../../ui/states';
import { fitModel } from './queries';

/** The first screen while no model was fitted: what it is for, and the one thing to do. */
export function NoModel({ mayFit }: { mayFit: boolean }) {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const fit = useMutation({ mutationFn: () => fitModel([]), onSuccess: () => queryClient.invalidateQueries() });

  return (
    <EmptyState
      icon={<CircleDollarSign size={32} color="var(--mark)" aria-hidden />}
      title={t('value.noModel')}
      text={t(mayFit ? 'value.noModelText' : 'value.noModelReader')}
      action={
        mayFit && (
          <Stack gap="xs" align="center" aria-live="polite">
            <Button loading={fit.isPending} onClick={() => fit.mutate()}>
              {t('value.fit')}
            </Button>
            {fit.isPending && (
              <Text fz="sm" c="dimmed">
                {t('value.fitting')}
              </Text>
            )}
            {fit.isError && (
              <Text role="alert" fz="sm" c="var(--bad)">
                {failureText(t, fit.error)}
              </Text>
            )}
          </Stack>
        )
      }
    />
  );
}
