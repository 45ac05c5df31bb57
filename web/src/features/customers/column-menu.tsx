import { ActionIcon, Button, Group, Popover, Stack, Text } from '@mantine/core';
import { ArrowDown, ArrowUp, Columns3 } from 'lucide-react';
import { useLanguage } from '../../lib/i18n';
import { Checks } from '../../ui/checks';
import { type ColumnName, columnNames, moved, usualColumns } from './columns';

type ColumnMenuProps = { columns: readonly ColumnName[]; onChange: (columns: ColumnName[]) => void };

/** Which columns are shown, and in which order. */
export function ColumnMenu({ columns, onChange }: ColumnMenuProps) {
  const { t } = useLanguage();
  const name = (column: ColumnName) => t(`customers.column.${column}`);
  const choose = (chosen: string[]) => {
    const kept = columns.filter((column) => chosen.includes(column));
    const added = columnNames.filter((column) => chosen.includes(column) && !columns.includes(column));
    if (kept.length + added.length > 0) onChange([...kept, ...added]);
  };
  /** A button that is moved loses the focus. */
  const move = (column: ColumnName, by: -1 | 1, button: HTMLElement) => {
    onChange(moved(columns, column, by));
    requestAnimationFrame(() => button.focus());
  };
  return (
    <Popover position="bottom-end" shadow="md" width={320} trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<Columns3 size={16} aria-hidden />}>
          {t('customers.columns.title')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('customers.columns.title')} mah="75vh" style={{ overflowY: 'auto' }}>
        <Stack gap="sm">
          <Checks
            legend={t('customers.columns.shown')}
            options={columnNames.map((value) => ({ value, label: name(value) }))}
            chosen={columns}
            onChange={choose}
          />
          <div>
            <Text fz="sm" fw={600}>
              {t('customers.columns.order')}
            </Text>
            {columns.map((column, index) => (
              <Group key={column} gap={4} wrap="nowrap" data-column={column}>
                <Text fz="sm" flex={1}>
                  {name(column)}
                </Text>
                <ActionIcon
                  variant="subtle"
                  aria-label={t('customers.columns.up', { name: name(column) })}
                  aria-disabled={index === 0}
                  onClick={(event) => move(column, -1, event.currentTarget)}
                >
                  <ArrowUp size={15} aria-hidden opacity={index === 0 ? 0.35 : 1} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  aria-label={t('customers.columns.down', { name: name(column) })}
                  aria-disabled={index === columns.length - 1}
                  onClick={(event) => move(column, 1, event.currentTarget)}
                >
                  <ArrowDown size={15} aria-hidden opacity={index === columns.length - 1 ? 0.35 : 1} />
                </ActionIcon>
              </Group>
            ))}
          </div>
          <Button variant="default" size="xs" onClick={() => onChange([...usualColumns])}>
            {t('customers.columns.usual')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
