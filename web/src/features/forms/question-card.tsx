import { Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useLanguage } from '../../lib/i18n';
import { useEditing } from './editing';
import { NameField, NamesField, NumberField, PickField, SwitchField, WordsField } from './fields';
import classes from './forms.module.css';
import { OptionList } from './option-list';
import { PlaceButtons } from './place-buttons';
import { asKind, kindNamed, type QuestionKind, questionKinds } from './question-kinds';
import { at, type Definition, listAt, type Path, placeOf, shownWords, textAt } from './tree';
import { NumberWish, Wishes } from './wishes';

const questions = ['questions'] as const;

/** One question: a line that says what it is, and all of it when it is opened. */
export function QuestionCard({ index, open, onOpen }: { index: number; open: boolean; onOpen: (open: boolean) => void }) {
  const { t } = useLanguage();
  const { draft, language, put, wrong } = useEditing();
  const path = [...questions, index];
  const question = at(draft, path);
  const kind = kindNamed(at(question, ['type']));
  const place = placeOf(path);
  const faulty = [...wrong.keys()].some((key) => key === place || key.startsWith(`${place}.`));
  const list = listAt(draft, questions);
  return (
    <details open={open} className={classes['card']} onToggle={(event) => onOpen(event.currentTarget.open)} data-question={textAt(question, ['id'])}>
      <summary>
        <bdi>{shownWords(draft, [...path, 'label'], language) || textAt(question, ['id'])}</bdi>{' '}
        <Text span fz="xs" c="dimmed">
          {t(`form.kind.${kind}`)}
          {at(question, ['required']) === true && ` · ${t('form.required')}`}
        </Text>
        {faulty && (
          <Text span fz="xs" c="var(--bad)">
            {' '}
            · {t('form.faulty')}
          </Text>
        )}
      </summary>
      {open && (
        <Stack gap="sm" pt="xs">
          {wrong.has(place) && (
            <Text fz="sm" c="var(--bad)" dir="ltr">
              {wrong.get(place)}
            </Text>
          )}
          <Group gap="sm" align="flex-start">
            <NativeSelect
              label={t('form.kindLabel')}
              value={kind}
              data={questionKinds.map((value) => ({ value, label: t(`form.kind.${value}`) }))}
              onChange={(event) => put(path, asKind(objectOf(question), kindNamed(event.currentTarget.value)))}
            />
            <NameField path={[...path, 'id']} label={t('form.id')} />
            <NameField path={[...path, 'attribute']} label={t('form.attribute')} />
            <PlaceButtons list={list} index={index} onChange={(next) => put(questions, next)} />
          </Group>
          <WordsField path={[...path, 'label']} label={kind === 'consent' ? t('form.consentText') : t('form.label')} long={kind === 'consent'} />
          <WordsField path={[...path, 'help']} label={t('form.help')} />
          {kind !== 'hidden' && (
            <>
              <SwitchField path={[...path, 'required']} label={t('form.required')} />
              <ShownIf index={index} path={path} />
            </>
          )}
          <KindFields kind={kind} path={path} />
        </Stack>
      )}
    </details>
  );
}

function objectOf(value: unknown): Definition {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** What only this kind of question has. */
function KindFields({ kind, path }: { kind: QuestionKind; path: Path }) {
  const { t } = useLanguage();
  const { draft } = useEditing();
  const quiz = at(draft, ['quiz']) !== undefined;
  switch (kind) {
    case 'text':
      return (
        <Group gap="sm" align="flex-end">
          <NumberField path={[...path, 'length_max']} label={t('form.lengthMax')} />
          <SwitchField path={[...path, 'long']} label={t('form.long')} />
        </Group>
      );
    case 'number':
      return (
        <>
          <Group gap="sm" align="flex-start">
            <NumberField path={[...path, 'min']} label={t('form.min')} />
            <NumberField path={[...path, 'max']} label={t('form.max')} />
            <NumberField path={[...path, 'decimals']} label={t('form.decimals')} />
            <WordsField path={[...path, 'unit']} label={t('form.unit')} />
          </Group>
          {quiz && <NumberWish path={path} />}
        </>
      );
    case 'one_of':
    case 'many_of':
      return <OptionList path={[...path, 'options']} />;
    case 'yes_no':
      return quiz ? <Wishes path={path} /> : null;
    case 'consent':
      return (
        <Group gap="sm" align="flex-start">
          <NameField path={[...path, 'purpose']} label={t('form.purpose')} />
          <NameField path={[...path, 'channel']} label={t('form.channel')} />
          <NameField path={[...path, 'text_version']} label={t('form.textVersion')} />
        </Group>
      );
    case 'hidden':
      return <NameField path={[...path, 'parameter']} label={t('form.parameter')} />;
    default:
      return null;
  }
}

const conditional = new Set<QuestionKind>(['one_of', 'many_of', 'yes_no']);

/** A question may wait for an earlier one to be answered so. */
function ShownIf({ index, path }: { index: number; path: Path }) {
  const { t } = useLanguage();
  const { draft, language, put } = useEditing();
  const earlier = listAt(draft, questions)
    .slice(0, index)
    .flatMap((question, place) => {
      const id = textAt(question, ['id']);
      return conditional.has(kindNamed(at(question, ['type']))) ? [{ value: id, label: shownWords(draft, [...questions, place, 'label'], language) || id }] : [];
    });
  const chosen = textAt(draft, [...path, 'show_if', 'question']);
  if (earlier.length === 0 && chosen === '') return null;
  const condition = [...path, 'show_if'];
  return (
    <Group gap="sm" align="flex-start">
      <PickField
        path={[...condition, 'question']}
        label={t('form.showIf')}
        options={[{ value: '', label: t('form.always') }, ...earlier]}
        onPick={(question) => put(condition, question === '' ? undefined : { question, is_one_of: ['yes'] })}
      />
      {chosen !== '' && <NamesField path={[...condition, 'is_one_of']} label={t('form.isOneOf')} />}
    </Group>
  );
}
