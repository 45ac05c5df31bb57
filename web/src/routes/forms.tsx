import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ClipboardList } from 'lucide-react';
import { FormEditor } from '../features/forms/form-editor';
import { FormNew } from '../features/forms/form-new';
import { FormPanel } from '../features/forms/form-panel';
import { FormTable } from '../features/forms/form-table';
import { formsQuery } from '../features/forms/queries';
import { useLanguage } from '../lib/i18n';
import { Page } from '../ui/page';
import { PanelsSkeleton } from '../ui/panel-skeleton';
import { QueryView } from '../ui/query-view';
import { EmptyState } from '../ui/states';
import type { FormsSearch } from './forms-route';

const route = getRouteApi('/shell/forms');
const heights = [180];

export function FormsPage() {
  const { t } = useLanguage();
  const { open, view = 'questions' } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(formsQuery());
  const change = (next: FormsSearch) => void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false });

  return (
    <Page title={t('nav.forms')} lead={t('form.lead')}>
      <FormNew onMade={(key) => change({ open: key, view: undefined })} />
      <QueryView query={query} skeleton={<PanelsSkeleton heights={heights} />}>
        {(forms) => {
          if (forms.length === 0) {
            return <EmptyState icon={<ClipboardList size={28} aria-hidden />} title={t('form.none')} text={t('form.noneText')} />;
          }
          const chosen = forms.find((form) => form.key === open);
          return (
            <Stack gap="md">
              <FormTable forms={forms} chosen={open} onChoose={(key) => change({ open: key === open ? undefined : key })} />
              {chosen !== undefined && (
                <>
                  <FormPanel form={chosen} />
                  <FormEditor key={chosen.key} form={chosen} view={view} onView={(next) => change({ view: next === 'questions' ? undefined : next })} />
                </>
              )}
            </Stack>
          );
        }}
      </QueryView>
    </Page>
  );
}
