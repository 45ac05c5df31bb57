import { useState } from 'react';
import { FormatsView } from '../features/admin/formats-view';
import { useLanguage } from '../lib/i18n';
import { Page } from '../ui/page';
import { useSession } from './use-session';

export function AdminLanguagesPage() {
  const { t } = useLanguage();
  const { workspace } = useSession();
  const [now] = useState(() => new Date().toISOString());
  return (
    <Page title={t('nav.languages')} lead={t('admin.formats.lead')}>
      <FormatsView workspace={workspace} now={now} />
    </Page>
  );
}
