import { Radio, Stack, useDirection } from '@mantine/core';
import type { Session } from '../../api/types';
import { useFormat } from '../../lib/format';
import { chooseLanguage, isLanguage, languages, useLanguage } from '../../lib/i18n';
import { Facts } from '../../ui/facts';
import { Panel } from '../../ui/panel';

const exampleMinor = 123_456_789;
const exampleShare = 0.234;

/** What the workspace counts in, and what this reader reads it in. */
export function FormatsView({ workspace, now }: { workspace: Session['workspace']; now: string }) {
  const { t, language } = useLanguage();
  const format = useFormat();
  const { setDirection } = useDirection();
  const choose = async (code: string) => {
    if (!isLanguage(code)) return;
    await chooseLanguage(code);
    setDirection(languages[code].dir);
  };
  const day = now.slice(0, 10);

  return (
    <Stack gap="md">
      <Panel title={t('admin.formats.workspace')} note={t('admin.formats.workspaceNote')}>
        <Facts
          facts={[
            { name: t('admin.formats.name'), value: workspace.name },
            { name: t('admin.formats.currency'), value: workspace.currency.code, mark: 'currency' },
            { name: t('admin.formats.zone'), value: workspace.time_zone, mark: 'zone' },
          ]}
        />
      </Panel>
      <Panel title={t('admin.formats.own')} note={t('admin.formats.ownNote')}>
        <Radio.Group label={t('admin.formats.language')} value={language} onChange={(code) => void choose(code)}>
          <Stack gap={8} mt={6}>
            {Object.entries(languages).map(([code, { label, dir }]) => (
              <Radio key={code} value={code} label={<bdi lang={code} dir={dir}>{label}</bdi>} />
            ))}
          </Stack>
        </Radio.Group>
      </Panel>
      <Panel title={t('admin.formats.examples')}>
        <Facts
          facts={[
            { name: t('admin.formats.day'), value: format.date(day), mark: 'day' },
            { name: t('admin.formats.moment'), value: format.instant(now) },
            { name: t('admin.formats.month'), value: format.month(day) },
            { name: t('admin.formats.number'), value: format.number(exampleMinor / 100, 2) },
            { name: t('admin.formats.amount'), value: format.money(exampleMinor / 1000, workspace.currency), mark: 'amount' },
            { name: t('admin.formats.share'), value: format.percent(exampleShare) },
          ]}
        />
      </Panel>
    </Stack>
  );
}
