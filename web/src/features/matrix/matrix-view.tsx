import { Button, CloseButton, Grid, Stack, Text } from '@mantine/core';
import { UsersRound } from 'lucide-react';
import type { MatrixReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { type Fact, Facts } from '../../ui/facts';
import { Panel } from '../../ui/panel';
import { EmptyState } from '../../ui/states';
import { CellCustomers } from './cell-customers';
import classes from './matrix.module.css';
import { cellName, MatrixTable } from './matrix-table';
import { type MatrixQuery, type Place, placeKey } from './queries';

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

  if (report.customers === 0) {
    return <EmptyState icon={<UsersRound size={30} aria-hidden />} title={t('rfm.nobody')} text={t('rfm.nobodyText', { date })} />;
  }
  const facts: Fact[] = [
    { name: t('matrix.fact.customers'), value: format.number(report.customers), mark: 'customers' },
    { name: t('matrix.fact.clv'), value: format.money(report.clv_minor, currency) },
    {
      name: t('matrix.fact.atStake'),
      value: format.money(report.at_stake_minor, currency),
      note: t('matrix.fact.atStakeNote', { share: format.percent(report.clv_minor === 0 ? null : report.at_stake_minor / report.clv_minor) }),
    },
    {
      name: t('matrix.fact.winBack'),
      value: format.number(winBack.customers),
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
      {place === undefined ? (
        <Text fz="sm" c="dimmed">
          {t('matrix.choose')}
        </Text>
      ) : (
        <Panel
          title={t('matrix.customers', { cell: cellName(t, place) })}
          note={`${t(`matrix.treatmentText.${treatmentOf(report, place)}`)} · ${t('state.asOf', { date })}`}
          actions={<CloseButton aria-label={t('matrix.close')} onClick={() => onPlace(undefined)} />}
        >
          <CellCustomers key={placeKey(place)} report={report} query={query} place={place} />
        </Panel>
      )}
    </Stack>
  );
}

function treatmentOf(report: MatrixReport, place: Place): MatrixReport['cells'][number]['treatment'] {
  if (place === 'win_back') return 'win_back';
  return report.cells.find((cell) => cell.value === place.value && cell.risk === place.risk)?.treatment ?? 'minimal';
}
