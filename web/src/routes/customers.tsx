import { Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouterState } from '@tanstack/react-router';
import { ListFilter } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { CustomerView } from '../api/types';
import { ChipList } from '../features/customers/chip-list';
import { chips } from '../features/customers/chips';
import { ColumnMenu } from '../features/customers/column-menu';
import { type ColumnName, keepColumns, keptColumns, readColumns } from '../features/customers/columns';
import { CustomerList } from '../features/customers/customer-list';
import { ExportButton, ExportPanel, useExport } from '../features/customers/export-panel';
import { FilterPanel } from '../features/customers/filter-panel';
import { changeView, customersQuery, viewsKey, viewsQuery } from '../features/customers/queries';
import { useRoving } from '../features/customers/roving';
import { type CustomersSearch, type Filters, readFilters, type Sort } from '../features/customers/search';
import { SearchBox } from '../features/customers/search-box';
import { ViewMenu } from '../features/customers/view-menu';
import { ViewPanel } from '../features/customers/view-panel';
import { fromViewQuery, viewQuery } from '../features/customers/view-query';
import { useFormat } from '../lib/format';
import { useLanguage } from '../lib/i18n';
import { FailureLine } from '../ui/failure-line';
import { Page } from '../ui/page';
import { NoCustomers } from './no-customers';
import { mayUse } from './pages';
import { useSession } from './use-session';

const route = getRouteApi('/shell/customers');

/** Everyone: searched, filtered, sorted, page by page; what is shown stands in the address. */
export function CustomersPage() {
  const { t } = useLanguage();
  const format = useFormat();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { user, workspace } = useSession();
  const trail = useRouterState({ select: (state) => state.location.state.trail ?? [] });
  const [panel, setPanel] = useState<'filters' | 'save' | 'views'>();
  const filters = readFilters(search);
  const sort = search.sort ?? '-revenue';
  const asked = { ...filters, sort: search.sort };
  const query = useQuery({ ...customersQuery(asked, search.cursor), enabled: workspace.customers > 0 });
  const columns = (search.columns === undefined ? undefined : readColumns(search.columns.split(','))) ?? keptColumns();
  const page = search.cursor === undefined ? 1 : (search.page ?? 2);
  const exporting = useExport(asked);
  const saved = useViews(search, columns);

  /** Another list begins at its first page. */
  const change = useCallback(
    (next: Filters & { sort?: Sort | undefined; columns?: string | undefined; view?: string | undefined }, replace = false) =>
      void navigate({ search: (old) => ({ ...old, ...next, cursor: undefined, page: undefined }), replace, resetScroll: false }),
    [navigate],
  );
  const clear = () => void navigate({ search: ({ columns: kept, sort: order }) => ({ ...(kept === undefined ? {} : { columns: kept }), ...(order === undefined ? {} : { sort: order }) }) });
  const turn = (to: 'next' | 'previous') => {
    const next = query.data?.next_cursor ?? null;
    if (query.isPlaceholderData || (to === 'next' ? next === null : page === 1)) return;
    const cursor = to === 'next' ? next : (trail.at(-1) ?? null);
    void navigate({
      search: (old) => ({ ...old, cursor: cursor ?? undefined, page: cursor === null ? undefined : page + (to === 'next' ? 1 : -1) }),
      state: (old) => ({ ...old, trail: to === 'next' ? [...trail, search.cursor ?? null] : trail.slice(0, -1) }),
      resetScroll: false,
    });
  };
  const roving = useRoving(turn);
  const showColumns = (chosen: ColumnName[]) => {
    keepColumns(chosen);
    void navigate({ search: (old) => ({ ...old, columns: chosen.join(',') }), replace: true, resetScroll: false });
  };
  const openView = (view: CustomerView | undefined) => {
    const shown = view === undefined ? undefined : readColumns(view.columns);
    void navigate({
      search: view === undefined ? {} : { ...fromViewQuery(view.query), view: view.id, ...(shown === undefined ? {} : { columns: shown.join(',') }) },
    });
  };

  if (workspace.customers === 0) return <NoCustomers />;
  const on = chips(t, format, workspace.currency, filters);
  return (
    <Page title={t('customers.title')}>
      <Group gap="sm" align="flex-end">
        <SearchBox value={search.search} onChange={(text) => change({ search: text }, search.search !== undefined)} onDown={() => roving.focusAt(0)} />
        <Button variant="default" leftSection={<ListFilter size={16} aria-hidden />} onClick={() => setPanel('filters')}>
          {t('customers.filters')}
        </Button>
        <ColumnMenu columns={columns} onChange={showColumns} />
        <ViewMenu
          views={saved.views}
          open={saved.open}
          changed={saved.changed}
          onOpen={openView}
          onSave={() => setPanel('save')}
          onUpdate={saved.update}
          onManage={() => setPanel('views')}
        />
        {mayUse(user, 'analysis') && <ExportButton exporting={exporting} />}
      </Group>
      <ChipList chips={on} onChange={change} onClear={clear} />
      <FailureLine error={saved.error} />
      <ExportPanel exporting={exporting} />
      <CustomerList
        query={query}
        chips={on}
        columns={columns}
        currency={workspace.currency}
        sort={sort}
        page={page}
        hasPrevious={page > 1}
        roving={roving}
        onSort={(next) => change({ sort: next === '-revenue' ? undefined : next })}
        onTurn={turn}
        onClear={clear}
      />
      {panel === 'filters' && (
        <FilterPanel
          filters={filters}
          currency={workspace.currency}
          first={workspace.first_day}
          last={workspace.last_day}
          onChange={change}
          onClear={clear}
          onClose={() => setPanel(undefined)}
        />
      )}
      {(panel === 'save' || panel === 'views') && (
        <ViewPanel
          views={saved.views}
          fresh={panel === 'save' ? { query: viewQuery(search), columns: [...columns] } : undefined}
          onSaved={(view) => {
            setPanel(undefined);
            openView(view);
          }}
          onClose={() => setPanel(undefined)}
        />
      )}
    </Page>
  );
}

/** The saved views, the one that is open, and whether what is shown has left it. */
function useViews(search: CustomersSearch, columns: readonly ColumnName[]) {
  const queryClient = useQueryClient();
  const query = useQuery(viewsQuery());
  const views = query.data ?? [];
  const open = views.find((view) => view.id === search.view);
  const shown = viewQuery(search);
  const update = useMutation({ mutationFn: changeView, onSettled: () => queryClient.invalidateQueries({ queryKey: viewsKey }) });
  return {
    views,
    open,
    changed: open !== undefined && (viewQuery(fromViewQuery(open.query)) !== shown || (readColumns(open.columns) ?? columns).join() !== columns.join()),
    update: (view: CustomerView) => update.mutate({ id: view.id, name: view.name, shared: view.shared, query: shown, columns: [...columns] }),
    error: query.error ?? update.error,
  };
}
