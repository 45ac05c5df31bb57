import { Button, Fieldset, Group, Stack, Switch, Text } from '@mantine/core';
import { useLanguage } from '../../lib/i18n';
import { useEditing } from './editing';
import { NameField, NumberField, WordsField } from './fields';
import { PlaceButtons } from './place-buttons';
import { at, listAt } from './tree';

const terms = ['quiz', 'terms'] as const;

/** Whether the form answers with offers, and with which. */
export function QuizFields() {
  const { t } = useLanguage();
  const { draft, put } = useEditing();
  const quiz = at(draft, ['quiz']) !== undefined;
  const list = listAt(draft, terms);
  return (
    <Stack gap="sm">
      <Switch label={t('form.quiz.on')} checked={quiz} onChange={(event) => put(['quiz'], event.currentTarget.checked ? { offers: 4 } : undefined)} />
      {quiz && (
        <>
          <Text fz="xs" c="dimmed">
            {t('form.quiz.note')}
          </Text>
          <Group gap="sm" align="flex-start">
            <NumberField path={['quiz', 'offers']} label={t('form.quiz.offers')} />
            <NameField path={['quiz', 'category']} label={t('form.quiz.category')} />
            <NameField path={['quiz', 'price_attribute']} label={t('form.quiz.price')} />
            <NameField path={['quiz', 'link_attribute']} label={t('form.quiz.link')} />
          </Group>
          {list.map((_, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- a term is what stands at its place
            <Fieldset key={index} legend={t('form.quiz.term')} p="xs">
              <Group gap="sm" align="flex-start">
                <NameField path={[...terms, index, 'attribute']} label={t('form.wish.attribute')} />
                <WordsField path={[...terms, index, 'label']} label={t('form.shown')} />
                <WordsField path={[...terms, index, 'unit']} label={t('form.unit')} />
                <PlaceButtons list={list} index={index} onChange={(next) => put(terms, next.length === 0 ? undefined : next)} />
              </Group>
            </Fieldset>
          ))}
          <Group>
            <Button variant="default" size="compact-sm" onClick={() => put(terms, [...list, { attribute: '', label: '' }])}>
              {t('form.quiz.addTerm')}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}
