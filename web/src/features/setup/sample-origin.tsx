import { Anchor, Text } from '@mantine/core';
import { useLanguage } from '../../lib/i18n';

const origin = 'https://doi.org/10.24432/C5CG6D';
const licence = 'https://creativecommons.org/licenses/by/4.0/';

/** Where the sample comes from, and under which licence it is here. */
export function SampleOrigin() {
  const { t } = useLanguage();
  return (
    <Text fz="xs" c="dimmed" mt="xs">
      {t('setup.origin.text')}{' '}
      <bdi dir="ltr">
        Chen, D. (2012), Online Retail II, UCI Machine Learning Repository,{' '}
        <Anchor fz="xs" href={origin} target="_blank" rel="noreferrer" underline="always">
          doi:10.24432/C5CG6D
        </Anchor>
        ,{' '}
        <Anchor fz="xs" href={licence} target="_blank" rel="noreferrer" underline="always">
          CC BY 4.0
        </Anchor>
      </bdi>
      {t('setup.origin.part')}
    </Text>
  );
}
