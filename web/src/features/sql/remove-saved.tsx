import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SavedQuery } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { FailureLine } from '../../ui/failure-line';
import { removeSaved, savedKey } from './queries';

/** Takes a saved query away; the page then offers to bring it back. */
export function RemoveSaved({ query, onRemoved }: { query: SavedQuery; onRemoved: (query: SavedQuery) => void }) {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: async () => removeSaved(query.id),
    onSuccess: async () => {
      onRemoved(query);
      await queryClient.invalidateQueries({ queryKey: savedKey });
    },
  });
  return (
    <>
      <Button variant="subtle" loading={remove.isPending} onClick={() => remove.mutate()}>
        {t('sql.remove')}
      </Button>
      <FailureLine error={remove.error} />
    </>
  );
}
