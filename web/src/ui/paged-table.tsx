import { Button, Group, Skeleton, Text } from '@mantine/core';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { downloadText, toCsv } from '../lib/csv';
import { useFormat } from '../lib/format';
import { useLanguage } from '../lib/i18n';
import { type Column, DataTable } from './data-table';
import type { CsvCell } from './download-button';
import { failureText } from './failure-text';

/** A column that also says what stands in a file, where that differs from what is shown. */
export type ListColumn<T> = Column<T> & { csv: (row: T) => CsvCell };

export type PageOf<T> = { items: T[]; next_cursor: string | null };

type PagedTableProps<T> = {
  label: string;
  /** Names the list: another key is another list. */
  listKey: readonly unknown[];
  fetchPage: (cursor: string | undefined, limit: number, signal?: AbortSignal) => Promise<PageOf<T>>;
  rowKey: (row: T) => string;
  columns: readonly ListColumn<T>[];
  fileName: string;
  /** Where the server makes the whole file itself; made here of all pages otherwise. */
  file?: string;
  /** How often it looks for new rows, milliseconds; never when absent. */
  every?: number;
  empty: string;
};

const shownAtOnce = 10;
const filedAtOnce = 1000;
/** A file is made in the browser's memory: longer ones are for the command line. */
const filedMost = 100_000;

/** A list too long for a page: more of it on demand, all of it as a file. */
export function PagedTable<T>({ label, listKey, fetchPage, rowKey, columns, fileName, file: address, every, empty }: PagedTableProps<T>) {
  const { t } = useLanguage();
  const format = useFormat();
  const query = useInfiniteQuery({
    queryKey: listKey,
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam, shownAtOnce, signal),
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: every ?? false,
  });
  const file = useMutation({
    mutationFn: async () => {
      const rows = await everything(fetchPage);
      downloadText(fileName, toCsv([columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ csv }) => csv(row)))]));
    },
  });
  const failed = query.error ?? file.error;
  const rows = query.data?.pages.flatMap((page) => page.items);

  return (
    <>
      {failed !== null && (
        <Text role="alert" fz="sm" c="var(--bad)" mb="xs">
          {failureText(t, failed)}
        </Text>
      )}
      {rows === undefined && failed === null && <Skeleton h={shownAtOnce * 32} />}
      {rows !== undefined && rows.length === 0 && <Text c="dimmed">{empty}</Text>}
      {rows !== undefined && rows.length > 0 && (
        <>
          <DataTable label={label} rows={rows} rowKey={rowKey} columns={columns} />
          <Group gap="sm" mt="sm">
            {query.hasNextPage && (
              <Button variant="default" size="xs" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {t('state.more')}
              </Button>
            )}
            <Button
              variant="default"
              size="xs"
              loading={file.isPending}
              leftSection={<Download size={14} aria-hidden />}
              {...(address === undefined ? { onClick: () => file.mutate() } : { component: 'a', href: address, download: fileName })}
            >
              {t('state.downloadAll')}
            </Button>
            <Text fz="xs" c="dimmed">
              {t('state.shown', { n: format.number(rows.length) })}
            </Text>
          </Group>
        </>
      )}
    </>
  );
}

function firstPage(): string | undefined {
  return undefined;
}

async function everything<T>(fetchPage: PagedTableProps<T>['fetchPage']): Promise<T[]> {
  const rows: T[] = [];
  let cursor: string | undefined;
  do {
    // oxlint-disable-next-line no-await-in-loop -- each page is asked for with what the one before says
    const page = await fetchPage(cursor, filedAtOnce);
    rows.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined && rows.length < filedMost);
  return rows;
}
