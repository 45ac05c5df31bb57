import { Button, CloseButton, Grid, Stack, Text } from '@mantine/core';
import { UsersRound } from 'lucide-react';
import type { MatrixReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { type Fact, Facts } from '../../ui/facts';
import { MatrixLink } from '../../ui/figure-link';
import { Panel } from '../../ui/panel';
import { EmptyState } from '../../ui/states';
import { useOpened } from '../../ui/use-opened';
import { CellCustomers } from './cell-customers';
import classes from './matrix.module.css';
import { cellName, MatrixTable } from './matrix-table';
import { countAt, type MatrixQuery, type Place, placeKey, treatmentAt } from './queries';

type MatrixViewProps = {
  report: MatrixReport;
  query: MatrixQuery;
  place: Place | undefined;
  onPlace: (place: Place | undefined) => void;
};

const treatments = ['personal_offers', 'personal_offer', 'incentives', 'minimal'] as const;

export function MatrixView({ report, query, place, onPlace }: MatrixViewProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const date = report.as_of === null ? '' : format.date(report.as_of);
  const { currency, win_back: winBack } = report;
  const panel = useOpened(place === undefined ? undefined : placeKey(place));

  if (report.customers === 0) {
    return <EmptyState icon={<UsersRound size={30} aria-hidden />} title={t('rfm.nobody')} text={t('rfm.nobodyText', { date })} />;
  }
  const facts: Fact[] = [
    {
      name: t('matrix.fact.customers'),
      value: (
        <MatrixLink place="all" customers={report.customers}>
          {format.number(report.customers)}
        </MatrixLink>
      ),
      mark: 'customers',
    },
    { name: t('matrix.fact.clv'), value: format.money(report.clv_minor, currency) },
    {
      name: t('matrix.fact.atStake'),
      value: format.money(report.at_stake_minor, currency),
      note: t('matrix.fact.atStakeNote', { share: format.percent(report.clv_minor === 0 ? null : report.at_stake_minor / report.clv_minor) }),
    },
    {
      name: t('matrix.fact.winBack'),
      value: (
        <MatrixLink place="win_back" customers={winBack.customers}>
          {format.number(winBack.customers)}
        </MatrixLink>
      ),
      mark: 'win-back',
      note: t('matrix.fact.winBackNote', { amount: format.moneyBrief(winBack.revenue_minor, currency) }),
    },
  ];
  return (
    <Stack gap="md">
      <Facts facts={facts} />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <MatrixTable report={report} date={date} place={place} onPlace={onPlace} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Panel title={t('matrix.treatments')}>
            <dl className={classes['treatments']}>
              {treatments.map((name) => (
                <div key={name}>
                  <dt>{t(`matrix.treatment.${name}`)}</dt>
                  <dd>{t(`matrix.treatmentText.${name}`)}</dd>
                </div>
              ))}
              <div>
                <dt>{t('matrix.fact.winBack')}</dt>
                <dd>
                  {t('matrix.treatmentText.win_back')}
                  <Button
                    size="compact-xs"
                    variant="default"
                    mt={6}
                    display="block"
                    onClick={() => onPlace('win_back')}
                    disabled={winBack.customers === 0}
                  >
                    {t('matrix.winBackOpen')}
                  </Button>
                </dd>
              </div>
            </dl>
          </Panel>
        </Grid.Col>
      </Grid>
      <div ref={panel} tabIndex={-1} style={{ outline: 'none' }}>
        {place === undefined ? (
          <Text fz="sm" c="dimmed">
            {t('matrix.choose')}
          </Text>
        ) : (
          <Opened key={placeKey(place)} report={report} query={query} place={place} date={date} onClose={() => onPlace(undefined)} />
        )}
      </div>
    </Stack>
  );
}

type OpenedProps = { report: MatrixReport; query: MatrixQuery; place: Place; date: string; onClose: () => void };

/** The customers of the place that was opened, and how many they are. */
function Opened({ report, query, place, date, onClose }: OpenedProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const count = countAt(report, place);
  const treatment = treatmentAt(report, place);
  const notes = [
    t('members.count', { n: format.number(count) }, count),
    treatment !== undefined && t(`matrix.treatmentText.${treatment}`),
    t('state.asOf', { date }),
  ];
  return (
    <Panel
      title={place === 'all' ? t('members.title.everybody') : t('matrix.customers', { cell: cellName(t, place) })}
      note={notes.filter(Boolean).join(' · ')}
      actions={<CloseButton aria-label={t('matrix.close')} onClick={onClose} />}
    >
      <div data-members={count}>
        <CellCustomers report={report} query={query} place={place} />
      </div>
    </Panel>
  );
}
