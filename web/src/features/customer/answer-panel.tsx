import { Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { Panel } from '../../ui/panel';
import { QueryView } from '../../ui/query-view';
import { NamedList } from './named-list';
import { answersQuery } from './queries';

/** What the customer answered to forms, the latest first. */
export function AnswerPanel({ id }: { id: string }) {
  const { t } = useLanguage();
  const format = useFormat();
  const query = useQuery(answersQuery(id));
  return (
    <Panel title={t('customer.answers.title')}>
      <QueryView query={query} skeleton={<Skeleton h={60} />}>
        {(answers) =>
          answers.length === 0 ? (
            <Text c="dimmed">{t('customer.answers.none')}</Text>
          ) : (
            <Stack gap="md">
              {answers.map((answer) => (
                <section key={answer.id} aria-label={answer.title}>
                  <Text fw={600} fz="sm">
                    <bdi>{answer.title}</bdi>
                  </Text>
                  <Text fz="xs" c="dimmed" mb={6}>
                    {format.instant(answer.at)}
                  </Text>
                  <NamedList entries={answer.lines.map(({ label, text }) => ({ name: label, value: <bdi>{text}</bdi> }))} />
                </section>
              ))}
            </Stack>
          )
        }
      </QueryView>
    </Panel>
  );
}
