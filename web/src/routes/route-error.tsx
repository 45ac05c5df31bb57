import { useRouter } from '@tanstack/react-router';
import { useLanguage } from '../lib/i18n';
import { Page } from '../ui/page';
import { ErrorState } from '../ui/states';

/** A page that broke while it was drawn; the shell around it stays usable. */
export function RouteError({ error, reset }: { error: unknown; reset: () => void }) {
  const { t } = useLanguage();
  const router = useRouter();
  const again = () => {
    reset();
    void router.invalidate();
  };
  return (
    <Page title={t('state.problem')}>
      <ErrorState error={error} onRetry={again} busy={false} />
    </Page>
  );
}
