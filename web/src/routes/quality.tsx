import { SimpleGrid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ShieldCheck } from 'lucide-react';
import { AlarmPanel } from '../features/quality/alarm-panel';
import { ContactPanel } from '../features/quality/contact-panel';
import { LatePanel } from '../features/quality/late-panel';
import { QualityCards } from '../features/quality/quality-cards';
import { qualityQuery } from '../features/quality/queries';
import { RefusalPanel } from '../features/quality/refusal-panel';
import { SourceTable } from '../features/quality/source-table';
import { VolumePanel } from '../features/quality/volume-panel';
import { useFormat } from '../lib/format';
import { useLanguage } from '../lib/i18n';
import { Choice } from '../ui/choice';
import { Page } from '../ui/page';
import { PanelsSkeleton } from '../ui/panel-skeleton';
import { QueryView } from '../ui/query-view';
import { EmptyState } from '../ui/states';
import type { QualitySearch } from './quality-route';

const route = getRouteApi('/shell/quality');
const heights = [180, 240, 240];
const lengths = ['7', '30', '90'] as const;

export function QualityPage() {
  const { t } = useLanguage();
  const format = useFormat();
  const { days, source, volumes = 7, alarms } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(qualityQuery(days));
  const change = (next: QualitySearch) => void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false });
  const report = query.data;
  const lead =
    report === undefined
      ? t('quality.lead')
      : `${t('quality.period', { from: format.date(report.from), until: format.date(report.until) })}${report.followed_until === null ? '' : ` · ${t('quality.followed', { at: format.instant(report.followed_until) })}`}`;

  return (
    <Page
      title={t('nav.quality')}
      lead={lead}
      actions={
        <Choice
          label={t('quality.length')}
          value={String(days ?? 30)}
          options={lengths.map((value) => ({ value, label: t('quality.days', { n: format.number(Number(value)) }, Number(value)) }))}
          onChange={(value) => change({ days: value === '7' ? 7 : value === '90' ? 90 : undefined })}
        />
      }
    >
      <QueryView query={query} skeleton={<PanelsSkeleton heights={heights} />}>
        {(found) => {
          const [busiest] = found.sources;
          const shown = found.sources.find((one) => one.source === source) ?? busiest;
          return (
            <Stack gap="md">
              {shown === undefined ? (
                <EmptyState icon={<ShieldCheck size={28} aria-hidden />} title={t('quality.none')} text={t('quality.noneText')} />
              ) : (
                <>
                  <QualityCards report={found} />
                  <SourceTable sources={found.sources} chosen={shown.source} onChoose={(id) => change({ source: id })} />
                  <VolumePanel
                    sources={found.sources}
                    source={shown.source}
                    onSource={(id) => change({ source: id })}
                    days={volumes}
                    onDays={(length) => change({ volumes: length === 14 ? 14 : length === 28 ? 28 : undefined })}
                  />
                </>
              )}
              <AlarmPanel state={alarms ?? 'all'} onState={(state) => change({ alarms: state === 'open' ? 'open' : undefined })} />
              {shown !== undefined && (
                <>
                  <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
                    <LatePanel totals={found.totals} />
                    <RefusalPanel report={found} />
                  </SimpleGrid>
                  <ContactPanel report={found} />
                </>
              )}
            </Stack>
          );
        }}
      </QueryView>
    </Page>
  );
}
