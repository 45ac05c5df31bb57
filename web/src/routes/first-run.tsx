import { Anchor, Button, Group, Paper, Progress, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChartColumn, FileUp, Shapes } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { importsKey, isRunning, latestImportsQuery } from '../api/imports';
import { loadSample } from '../api/sample';
import type { Import } from '../api/types';
import { SampleOrigin } from '../features/setup/sample-origin';
import { Step } from '../features/setup/step';
import { useFormat } from '../lib/format';
import { useLanguage } from '../lib/i18n';
import { FailureLine } from '../ui/failure-line';
import { maySetGoals, useSession } from './use-session';

/** An empty workspace: three steps from no data to the first figure. */
export function FirstRun() {
  const { t } = useLanguage();
  const { user, workspace } = useSession();
  const may = maySetGoals(user);
  const queryClient = useQueryClient();
  const latest = useQuery({ ...latestImportsQuery(), enabled: may });
  const running = latest.data?.find(isRunning);
  const failed = latest.data?.[0]?.state === 'failed' ? latest.data[0] : undefined;
  const load = useMutation({ mutationFn: loadSample, onSettled: () => queryClient.invalidateQueries({ queryKey: importsKey }) });

  // The figures are there as soon as an import has ended.
  const ran = useRef(false);
  const runs = running !== undefined;
  useEffect(() => {
    if (ran.current && !runs) void queryClient.invalidateQueries();
    ran.current = runs;
  }, [runs, queryClient]);

  if (!may) {
    return (
      <Paper withBorder bg="var(--panel)" bd="1px solid var(--line)" p="xl">
        <Text>{t('setup.first.noRight')}</Text>
      </Paper>
    );
  }
  return (
    <Paper component="section" aria-labelledby="first-run" withBorder bg="var(--panel)" bd="1px solid var(--line)" p={{ base: 'md', sm: 'xl' }} data-first-run>
      <Title order={2} id="first-run" fz="lg">
        {t('setup.first.title')}
      </Title>
      <Text c="dimmed" fz="sm" mb="lg">
        {t('setup.first.text')}
      </Text>
      <Stack component="ol" gap="lg" m={0} p={0} style={{ listStyle: 'none' }}>
        <Step number={1} title={t('setup.first.bring')} now={!runs} done={runs}>
          {!runs && (
            <>
              <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
                <Way icon={<FileUp size={20} color="var(--mark)" aria-hidden />} title={t('setup.first.own')} text={t('setup.first.ownText')}>
                  <Button renderRoot={(props) => <Link {...props} to="/import" />}>{t('setup.first.ownButton')}</Button>
                </Way>
                <Way
                  icon={<Shapes size={20} color="var(--mark)" aria-hidden />}
                  title={t('setup.first.sample')}
                  text={t('setup.first.sampleText', { currency: workspace.currency.code })}
                >
                  <Button variant="default" loading={load.isPending} onClick={() => load.mutate()}>
                    {t('setup.first.sampleButton')}
                  </Button>
                </Way>
              </SimpleGrid>
              <FailureLine error={load.error} />
              <SampleOrigin />
              {failed !== undefined && <Failed failed={failed} />}
            </>
          )}
        </Step>
        <Step number={2} title={t('setup.first.read')} now={runs} done={false}>
          {running !== undefined && <Reading running={running} />}
        </Step>
        <Step number={3} title={t('setup.first.look')} now={false} done={false}>
          <Group gap="xs" wrap="nowrap" align="flex-start">
            <ChartColumn size={18} color="var(--mantine-color-dimmed)" aria-hidden style={{ flexShrink: 0 }} />
            <Text fz="sm" c="dimmed">
              {t('setup.first.lookText')}
            </Text>
          </Group>
        </Step>
      </Stack>
    </Paper>
  );
}

function Way({ icon, title, text, children }: { icon: ReactNode; title: string; text: string; children: ReactNode }) {
  return (
    <Paper p="md" bg="var(--quiet)">
      <Stack gap="xs" align="flex-start" h="100%">
        <Group gap="xs" wrap="nowrap">
          {icon}
          <Text fw={600}>{title}</Text>
        </Group>
        <Text fz="sm" style={{ flexGrow: 1 }}>
          {text}
        </Text>
        {children}
      </Stack>
    </Paper>
  );
}

function Reading({ running }: { running: Import }) {
  const { t } = useLanguage();
  const format = useFormat();
  const { progress } = running;
  const share = progress?.total ? Math.min(1, progress.done / progress.total) : null;
  return (
    <Stack gap={6}>
      <Progress value={(share ?? 1) * 100} animated={share === null} striped={share === null} aria-label={t('setup.first.read')} />
      <Text fz="sm" c="dimmed" aria-live="polite">
        {t('setup.first.lines', { n: format.number(progress?.lines ?? 0) })}{' '}
        <Anchor fz="sm" renderRoot={(props) => <Link {...props} to="/import" search={{ open: running.id }} />}>
          {t('setup.first.details')}
        </Anchor>
      </Text>
    </Stack>
  );
}

function Failed({ failed }: { failed: Import }) {
  const { t } = useLanguage();
  return (
    <Text fz="sm" c="var(--bad)" mt="xs">
      {t('setup.first.failed', { name: failed.file_name })}{' '}
      <Anchor fz="sm" renderRoot={(props) => <Link {...props} to="/import" search={{ open: failed.id }} />}>
        {t('setup.first.why')}
      </Anchor>
    </Text>
  );
}
