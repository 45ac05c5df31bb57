import { Button, Group, Popover, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { Notification } from '../api/types';
import { markRead, noticesKey } from '../features/notices/queries';
import { useFormat } from '../lib/format';
import { useLanguage } from '../lib/i18n';
import { FailureLine } from '../ui/failure-line';
import type { Opening } from '../ui/opened-later';
import { KeptLater } from '../ui/reasons/kept-later';
import classes from './notice.module.css';
import { noticePlace, noticeText } from './notice-text';

/** The newest notices; following one marks it as read. */
export function NoticeList({ items, target, opened, onChange }: Opening & { items: readonly Notification[] }) {
  const { t } = useLanguage();
  const format = useFormat();
  const queryClient = useQueryClient();
  const mark = useMutation({ mutationFn: markRead, onSuccess: () => queryClient.invalidateQueries({ queryKey: noticesKey }) });

  return (
    <Popover opened={opened} onChange={(open) => (open ? undefined : onChange(false))} position="bottom-end" width={340} shadow="md" trapFocus returnFocus>
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown p="sm" aria-label={t('notice.title')} maw="calc(100vw - 16px)">
        <Group justify="space-between" mb="xs">
          <Text fw={600}>{t('notice.title')}</Text>
          {items.some((item) => !item.is_read) && (
            <Button size="compact-xs" variant="default" loading={mark.isPending} onClick={() => mark.mutate(undefined)}>
              {t('notice.allRead')}
            </Button>
          )}
        </Group>
        <FailureLine error={mark.error} />
        {items.length === 0 && <Text c="dimmed" fz="sm">{t('notice.none')}</Text>}
        <ul className={classes['list']}>
          {items.map((item) => (
            <li key={item.id} data-notice={item.id}>
              <Link
                to={noticePlace[item.kind]}
                className={classes['one']}
                data-unread={item.is_read ? undefined : ''}
                onClick={() => {
                  if (!item.is_read) mark.mutate([item.id]);
                  onChange(false);
                }}
              >
                {item.is_failure ? <TriangleAlert size={16} color="var(--bad)" aria-hidden /> : <CircleCheck size={16} color="var(--good)" aria-hidden />}
                <span>
                  {noticeText(t, item)}
                  <small>{`${format.instant(item.at)}${item.is_read ? '' : ` · ${t('notice.unread')}`}`}</small>
                  {item.reason !== null && <KeptLater fz="xs" of={{ error: item.reason, error_code: item.reason_code, error_args: item.reason_args }} />}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
