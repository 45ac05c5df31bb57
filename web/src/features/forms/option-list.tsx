import { Button, Fieldset, Group, Stack } from '@mantine/core';
import { useLanguage } from '../../lib/i18n';
import { useEditing } from './editing';
import { NameField, WordsField } from './fields';
import { PlaceButtons } from './place-buttons';
import { at, listAt, type Path, textAt } from './tree';
import { Wishes } from './wishes';

/** The options of a question in their order. */
export function OptionList({ path }: { path: Path }) {
  const { t } = useLanguage();
  const { draft, put } = useEditing();
  const list = listAt(draft, path);
  const quiz = at(draft, ['quiz']) !== undefined;
  return (
    <Stack gap="xs">
      {list.map((option, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- an option is what stands at its place
        <Fieldset key={index} legend={t('form.option', { name: textAt(option, ['value']) })} p="xs">
          <Group gap="sm" align="flex-start">
            <NameField path={[...path, index, 'value']} label={t('form.value')} />
            <WordsField path={[...path, index, 'label']} label={t('form.shown')} />
            <PlaceButtons list={list} index={index} onChange={(next) => put(path, next)} />
          </Group>
          {quiz && <Wishes path={[...path, index]} />}
        </Fieldset>
      ))}
      <Group>
        <Button variant="default" size="compact-sm" onClick={() => put(path, [...list, { value: `option_${list.length + 1}` }])}>
          {t('form.addOption')}
        </Button>
      </Group>
    </Stack>
  );
}
