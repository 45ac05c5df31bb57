import { CloseButton } from '@mantine/core';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import type { Notification } from '../api/types';
import { useLanguage } from '../lib/i18n';
import classes from './notice.module.css';
import { noticeText } from './notice-text';

const shownMs = 8_000;

/** The latest notice, told quietly as it comes; it goes by itself and stays in the list. */
export function NoticeToast({ notice, onClose }: { notice: Notification | undefined; onClose: () => void }) {
  const { t } = useLanguage();
  useEffect(() => {
    if (notice === undefined) return undefined;
    const timer = setTimeout(onClose, shownMs);
    return () => clearTimeout(timer);
  }, [notice, onClose]);

  return (
    <div role="log" aria-live="polite" className={classes['toast']} data-toast>
      {notice !== undefined && (
        <>
          {notice.is_failure ? <TriangleAlert size={17} color="var(--bad)" aria-hidden /> : <CircleCheck size={17} color="var(--good)" aria-hidden />}
          <span style={{ flex: 1 }}>{noticeText(t, notice)}</span>
          <CloseButton size="sm" aria-label={t('notice.dismiss')} onClick={onClose} />
        </>
      )}
    </div>
  );
}
