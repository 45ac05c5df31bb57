import { Group, NativeSelect, Stack } from '@mantine/core';
import { useLanguage } from '../../lib/i18n';
import { useEditing } from './editing';
import { NameField, NamesField, WordsField } from './fields';
import { at } from './tree';

/** What stands around the questions: heading, languages, what comes after, whose pages may show the form. */
export function FrameFields() {
  const { t } = useLanguage();
  const { draft, put } = useEditing();
  const leads = at(draft, ['after', 'redirect']) !== undefined;
  return (
    <Stack gap="sm">
      <WordsField path={['title']} label={t('form.heading')} />
      <WordsField path={['intro']} label={t('form.intro')} long />
      <WordsField path={['submit']} label={t('form.submit')} />
      <Group gap="sm" align="flex-start">
        <NativeSelect
          label={t('form.after.label')}
          value={leads ? 'redirect' : 'message'}
          data={[
            { value: 'message', label: t('form.after.message') },
            { value: 'redirect', label: t('form.after.redirect') },
          ]}
          onChange={(event) => put(['after'], event.currentTarget.value === 'redirect' ? { redirect: 'https://' } : undefined)}
        />
        {leads && <NameField path={['after', 'redirect']} label={t('form.after.address')} />}
      </Group>
      {!leads && <WordsField path={['after', 'message']} label={t('form.after.words')} long />}
      <Group gap="sm" align="flex-start" grow>
        <NamesField path={['languages']} label={t('form.languages')} note={t('form.languagesNote')} />
        <NamesField path={['hosts']} label={t('form.hosts')} note={t('form.hostsNote')} />
      </Group>
    </Stack>
  );
}
