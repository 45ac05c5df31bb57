import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Notification } from '../../api/types';
import { noticesKey } from './queries';
import { isNotification, listen } from './stream';

/** What other pages show of what a notice is about. */
const shown: Record<Notification['kind'], readonly string[]> = {
  import: ['imports', 'session', 'base'],
  exchange: ['exchanges'],
  model: ['value', 'models'],
  refit: ['value', 'models'],
  alarm: ['quality'],
  edition: ['schedules'],
};

/** Listens for notices while the page is open: the list is asked for again, and the latest is told. */
export function useNoticeStream(): { isLive: boolean; latest: Notification | undefined; forget: () => void } {
  const queryClient = useQueryClient();
  const [isLive, setLive] = useState(false);
  const [latest, setLatest] = useState<Notification>();
  useEffect(
    () =>
      listen({
        onLive: setLive,
        onNotice: (text) => {
          const notice: unknown = JSON.parse(text);
          if (!isNotification(notice)) return;
          setLatest(notice);
          for (const key of [...noticesKey, ...shown[notice.kind]]) void queryClient.invalidateQueries({ queryKey: [key] });
        },
      }),
    [queryClient],
  );
  return { isLive, latest, forget: () => setLatest(undefined) };
}
