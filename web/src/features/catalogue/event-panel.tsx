import { Code, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { CatalogueEventDetail, CatalogueProperty, EventKind } from '../../api/types';
import { type Formatter, useFormat } from '../../lib/format';
import { type Translate, useLanguage } from '../../lib/i18n';
import { said } from '../../ui/apart';
import { type Column, DataTable } from '../../ui/data-table';
import { Facts } from '../../ui/facts';
import { FailureLine } from '../../ui/failure-line';
import { Panel } from '../../ui/panel';
import { DayChart } from './day-chart';
import { DecideButtons } from './decide-buttons';
import { DriftMarks } from './drift-marks';
import { eventTitle } from './names';
import { eventQuery } from './queries';

type EventPanelProps = { kind: EventKind; name: string; mayDecide: boolean };

/** One event: its course, what it carries, what has changed about it, and what is decided. */
export function EventPanel({ kind, name, mayDecide }: EventPanelProps) {
  const { t } = useLanguage();
  const { data, error } = useQuery(eventQuery(kind, name));
  return (
    <Panel title={eventTitle(t, kind, name)} note={t(`source.event.${kind}`)}>
      <FailureLine error={error} />
      {data === undefined && error === null && <Skeleton h={420} />}
      {data !== undefined && <Detail detail={data} mayDecide={mayDecide} />}
    </Panel>
  );
}

function Detail({ detail: { event, properties }, mayDecide }: { detail: CatalogueEventDetail; mayDecide: boolean }) {
  const { t } = useLanguage();
  const format = useFormat();
  const subject = (property: string) => ({ kind: event.kind, name: event.name, property });
  const columns: Column<CatalogueProperty>[] = [
    { key: 'name', title: t('catalogue.property.name'), cell: nameOf },
    { key: 'share', title: t('catalogue.property.share'), cell: (property) => format.percent(property.share) },
    { key: 'types', title: t('catalogue.property.types'), words: true, cell: (property) => types(t, format, property) },
    { key: 'examples', title: t('catalogue.property.examples'), words: true, cell: (property) => examples(t, property) },
    { key: 'drift', title: t('catalogue.column.drift'), words: true, cell: marks },
    { key: 'decisions', title: t('catalogue.property.decisions'), words: true, cell: (property) => buttons(subject(property.name), property, mayDecide) },
  ];
  return (
    <Stack gap="sm">
      <Facts
        facts={[
          { name: t('catalogue.fact.all'), value: format.number(event.count), note: t('catalogue.fact.since', { date: format.date(event.first_seen_at.slice(0, 10)) }), mark: 'all' },
          { name: t('catalogue.fact.quarter'), value: format.number(event.count_90_days) },
          { name: t('catalogue.column.recent'), value: format.number(event.count_30_days) },
          { name: t('catalogue.column.last'), value: format.instant(event.last_seen_at) },
        ]}
      />
      <DecideButtons subject={{ kind: event.kind, name: event.name, property: null }} decisions={event.decisions} mayDecide={mayDecide} />
      {event.drift.map(({ what, property, since, detail }) => (
        <Text key={`${what} ${property} ${since}`} fz="sm" c="var(--bad)">
          {said(detail)}
        </Text>
      ))}
      <DayChart days={event.days} until={event.last_seen_at.slice(0, 10)} />
      {properties.length === 0 ? (
        <Text c="dimmed">{t('catalogue.property.none')}</Text>
      ) : (
        <DataTable label={t('catalogue.properties')} rows={properties} rowKey={(property) => property.name} columns={columns} />
      )}
      {event.properties_not_catalogued > 0 && (
        <Text fz="xs" c="var(--bad)">
          {t('catalogue.property.beyond', { n: format.number(event.properties_not_catalogued) }, event.properties_not_catalogued)}
        </Text>
      )}
    </Stack>
  );
}

function nameOf({ name }: CatalogueProperty) {
  return <bdi>{name}</bdi>;
}

function types(t: Translate, format: Formatter, { types: all, count }: CatalogueProperty) {
  return all.map(({ type, count: of }) => (
    <div key={type}>
      {t(`catalogue.type.${type}`)}
      {all.length > 1 && count > 0 && ` · ${format.percent(of / count)}`}
    </div>
  ));
}

function examples(t: Translate, { examples: all, personal, presumed_personal: presumed }: CatalogueProperty) {
  if (personal || presumed) {
    return (
      <Text span fz="xs" c="dimmed">
        {personal ? t('catalogue.property.personal') : t('catalogue.property.presumed')}
      </Text>
    );
  }
  if (all.length === 0) return '–';
  return all.map((example) => (
    <Code key={example} dir="ltr" me={4} style={{ overflowWrap: 'anywhere' }}>
      {example}
    </Code>
  ));
}

/** In the row of a property its name need not be said again. */
function marks({ drift }: CatalogueProperty) {
  return <DriftMarks drift={drift.map((one) => ({ ...one, property: null }))} />;
}

function buttons(subject: { kind: EventKind; name: string; property: string }, { decisions }: CatalogueProperty, mayDecide: boolean) {
  return <DecideButtons subject={subject} decisions={decisions} mayDecide={mayDecide} />;
}
