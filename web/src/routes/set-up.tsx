import { Anchor, Button, Group, Paper, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Circle, CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { sampleName } from '../api/sample';
import { setUpQuery } from '../features/setup/queries';
import { SampleOrigin } from '../features/setup/sample-origin';
import classes from '../features/setup/step.module.css';
import { useFormat } from '../lib/format';
import { useLanguage } from '../lib/i18n';
import { mayAdminister, useSession } from './use-session';

const storageKey = 'clientele.setup';
const away = 'away';

/** What is still to be set up, each read from what is there; put away by the reader, it is called back by a line. */
export function SetUp() {
  const { t } = useLanguage();
  const format = useFormat();
  const { user, workspace } = useSession();
  const [isAway, setAway] = useState(() => globalThis.localStorage.getItem(storageKey) === away);
  const { data } = useQuery(setUpQuery({ admin: mayAdminister(user), sampleName }));
  if (data === undefined) return null;
  const items = [
    { name: 'orders', done: workspace.orders > 0 && data.sample === null, to: '/import' },
    { name: 'source', done: data.source, to: '/sources' },
    { name: 'goal', done: data.goal, to: '/' },
    { name: 'model', done: data.model, to: '/value' },
    ...(data.colleague === null ? [] : [{ name: 'colleague', done: data.colleague, to: null } as const]),
  ] as const;
  const open = items.filter(({ done }) => !done).length;
  if (open === 0) return null;

  const put = (next: boolean) => {
    if (next) globalThis.localStorage.setItem(storageKey, away);
    else globalThis.localStorage.removeItem(storageKey);
    setAway(next);
  };
  if (isAway) {
    return (
      <Group>
        <Button variant="subtle" size="compact-sm" onClick={() => put(false)}>
          {t('setup.list.show')}
        </Button>
      </Group>
    );
  }
  return (
    <Paper component="section" aria-labelledby="set-up" withBorder bg="var(--panel)" bd="1px solid var(--line)" p="md" data-set-up>
      <Group justify="space-between" align="flex-start" mb="sm">
        <div>
          <Title order={2} id="set-up">
            {t('setup.list.title')}
          </Title>
          <Text c="dimmed" fz="xs">
            {t('setup.list.count', { done: format.number(items.length - open), all: format.number(items.length) })}
          </Text>
        </div>
        <Button variant="default" size="xs" onClick={() => put(true)}>
          {t('setup.list.away')}
        </Button>
      </Group>
      <ul className={classes['list']}>
        {items.map(({ name, done, to }) => (
          <li key={name} className={classes['item']} data-item={name}>
            {done ? <CircleCheck size={18} data-done aria-label={t('setup.done')} /> : <Circle size={18} data-open aria-label={t('setup.open')} />}
            <div>
              {done || to === null || to === '/' ? (
                <Text fz="sm" span {...(done ? { c: 'dimmed' } : {})}>
                  {t(`setup.item.${name}`)}
                </Text>
              ) : (
                <Anchor fz="sm" renderRoot={(props) => <Link {...props} to={to} />}>
                  {t(`setup.item.${name}`)}
                </Anchor>
              )}
              {!done && (
                <Text fz="xs" c="dimmed">
                  {t(`setup.why.${name}`)}
                </Text>
              )}
              {name === 'orders' && data.sample !== null && (
                <>
                  <Anchor fz="xs" renderRoot={(props) => <Link {...props} to="/import" search={{ open: data.sample ?? '' }} />}>
                    {t('setup.item.takeOut')}
                  </Anchor>
                  <SampleOrigin />
                </>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Paper>
  );
}
