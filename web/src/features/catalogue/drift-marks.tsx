import { Text } from '@mantine/core';
import type { CatalogueDrift } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';

const shownAtOnce = 3;

/** What has changed lately about an event or a property, and since when. */
export function DriftMarks({ drift }: { drift: readonly CatalogueDrift[] }) {
  const { t } = useLanguage();
  const format = useFormat();
  if (drift.length === 0) return '–';
  return (
    <>
      {drift.slice(0, shownAtOnce).map(({ what, property, since, detail }) => (
        <Text key={`${what} ${property} ${since}`} fz="xs" c="var(--bad)" title={detail} data-drift={what}>
          {t(`catalogue.drift.${what}`)}
          {property !== null && (
            <>
              : <bdi>{property}</bdi>
            </>
          )}{' '}
          · {format.date(since.slice(0, 10))}
        </Text>
      ))}
      {drift.length > shownAtOnce && (
        <Text fz="xs" c="dimmed">
          {t('catalogue.andMore', { n: format.number(drift.length - shownAtOnce) })}
        </Text>
      )}
    </>
  );
}
