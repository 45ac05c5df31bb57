import { ActionIcon } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Bell } from 'lucide-react';
import { noticesQuery } from '../features/notices/queries';
import { useNoticeStream } from '../features/notices/use-notice-stream';
import { useFormat } from '../lib/format';
import { useLanguage } from '../lib/i18n';
import { OpenedLater } from '../ui/opened-later';
import classes from './notice.module.css';
import { NoticeToast } from './notice-toast';

const load = async () => (await import('./notice-list')).NoticeList;

/** What came to its end behind the reader's back: how much of it is new, and the list. */
export function NoticeBell() {
  const { t } = useLanguage();
  const format = useFormat();
  const { isLive, latest, forget } = useNoticeStream();
  const query = useQuery(noticesQuery(isLive));
  const unread = query.data?.unread ?? 0;
  const button = (
    <ActionIcon variant="subtle" color="gray" c="inherit" size={36} pos="relative" aria-label={t('notice.bell', { n: format.number(unread) })} data-live={isLive}>
      <Bell size={18} aria-hidden />
      {unread > 0 && (
        <span className={classes['count']} aria-hidden>
          {format.number(unread)}
        </span>
      )}
    </ActionIcon>
  );
  return (
    <>
      <OpenedLater popup="dialog" button={button} load={load}>
        {(List, opening) => <List items={query.data?.items ?? []} {...opening} />}
      </OpenedLater>
      <NoticeToast notice={latest} onClose={forget} />
    </>
  );
}
