import { Code, Paper, Stack, Text } from '@mantine/core';
import type { MappedFact, MappingTrial } from '../../api/types';
import { isEventKind } from '../../lib/event-kinds';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { said } from '../../ui/apart';
import { mappingText } from './mapping-text';

/** What a mapping makes of the sample: facts, or everything that is wrong, each with its place. */
export function TrialView({ trial: { facts, problems, passed_over: passedOver }, stale }: { trial: MappingTrial; stale: boolean }) {
  const { t } = useLanguage();
  const format = useFormat();
  return (
    <Stack gap="xs" aria-live="polite" aria-busy={stale} style={{ opacity: stale ? 0.55 : 1 }} data-trial={problems.length === 0 ? 'well' : 'wrong'}>
      {problems.length > 0 && (
        <>
          <Text fz="sm" c="var(--bad)">
            {t('hook.in.problems')}
          </Text>
          <Places problems={problems} colour="var(--bad)" />
        </>
      )}
      {problems.length === 0 && (
        <Text fz="sm" c={facts.length > 0 ? 'var(--good)' : 'dimmed'}>
          {facts.length === 0 ? t('hook.in.noFacts') : t('hook.in.facts', { n: format.number(facts.length) })}
        </Text>
      )}
      {facts.map((fact, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- one payload may make the same fact twice
        <FactCard key={index} fact={fact} />
      ))}
      {passedOver.length > 0 && (
        <details>
          <summary>{t('hook.in.passedOver', { n: format.number(passedOver.length) })}</summary>
          <Places problems={passedOver} colour="dimmed" />
        </details>
      )}
    </Stack>
  );
}

function Places({ problems, colour }: { problems: MappingTrial['problems']; colour: string }) {
  const { t } = useLanguage();
  const format = useFormat();
  return (
    <ul style={{ margin: 0 }}>
      {problems.map((problem) => (
        <li key={`${problem.at} ${problem.sentence}`}>
          <Text fz="sm" c={colour} style={{ overflowWrap: 'anywhere' }}>
            <code dir="ltr">{problem.at === '' ? '/' : problem.at}</code>: {mappingText(t, format, problem) ?? said(problem.sentence)}
          </Text>
        </li>
      ))}
    </ul>
  );
}

function FactCard({ fact }: { fact: MappedFact }) {
  const { t } = useLanguage();
  const format = useFormat();
  const who = [fact.user_id, fact.email, fact.phone, fact.anonymous_id].filter((one) => one !== null);
  const { properties, traits, context } = fact;
  return (
    <Paper withBorder p="xs" px="sm" bg="transparent" bd="1px solid var(--line)" data-fact-kind={fact.kind}>
      <Text fz="sm" fw={600}>
        {isEventKind(fact.kind) ? t(`source.event.${fact.kind}`) : fact.kind}
        {fact.name !== null && <> · {<bdi>{fact.name}</bdi>}</>}
      </Text>
      <Text fz="xs" c="dimmed">
        {format.instant(fact.happened_at)} · <bdi>{who.length === 0 ? t('hook.in.nobody') : format.list(who)}</bdi> · {t('hook.in.knownBy')} {said(fact.message_id)}
      </Text>
      <Code block dir="ltr" tabIndex={0} mt={4} mah={260} style={{ overflow: 'auto' }}>
        {JSON.stringify({ properties, ...(isEmpty(traits) ? {} : { traits }), ...(isEmpty(context) ? {} : { context }) }, null, 2)}
      </Code>
    </Paper>
  );
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}
