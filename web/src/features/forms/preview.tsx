import { Button, Stack, Text } from '@mantine/core';
import { useId, useState } from 'react';
import { useLanguage } from '../../lib/i18n';
import classes from './forms.module.css';
import { kindNamed } from './question-kinds';
import { at, type Definition, isShown, listAt, shownWords, textAt } from './tree';

const fromTheRight = new Set(['ar', 'fa', 'he', 'ur']);

type Answers = Readonly<Record<string, readonly string[]>>;
type Answer = (id: string, values: readonly string[]) => void;

/** The draft as people will meet it: in their language, with questions that wait for others. Nothing is sent. */
export function Preview({ draft, language }: { draft: Definition; language: string }) {
  const { t } = useLanguage();
  const [answers, setAnswers] = useState<Answers>({});
  const answer: Answer = (id, values) => setAnswers((old) => ({ ...old, [id]: values }));
  const words = (path: readonly (string | number)[]) => shownWords(draft, path, language);
  return (
    <div>
      <Text fz="xs" c="dimmed" mb="xs">
        {t('form.previewNote')}
      </Text>
      <div className={classes['preview']} lang={language} dir={fromTheRight.has(language.slice(0, 2)) ? 'rtl' : 'ltr'} data-preview={language}>
        <Stack gap="md">
          <Text fz="xl" fw={650}>
            {words(['title'])}
          </Text>
          {words(['intro']) !== '' && <Text>{words(['intro'])}</Text>}
          {listAt(draft, ['questions']).map((question, index) => {
            if (kindNamed(at(question, ['type'])) === 'hidden' || !isShown(question, answers)) return null;
            // oxlint-disable-next-line react/no-array-index-key -- a question is what stands at its place
            return <Asked key={index} draft={draft} index={index} words={words} answers={answers} onAnswer={answer} />;
          })}
          <div>
            <Button disabled>{words(['submit']) || t('form.send')}</Button>
          </div>
        </Stack>
      </div>
    </div>
  );
}

type AskedProps = { draft: Definition; index: number; words: (path: readonly (string | number)[]) => string; answers: Answers; onAnswer: Answer };

const inputs = { text: 'text', email: 'email', phone: 'tel', number: 'text', date: 'date', hidden: 'hidden' } as const;

function Asked({ draft, index, words, answers, onAnswer }: AskedProps) {
  const { t } = useLanguage();
  const field = useId();
  const path = ['questions', index] as const;
  const question = at(draft, path);
  const id = textAt(question, ['id']);
  const kind = kindNamed(at(question, ['type']));
  const given = answers[id] ?? [];
  const label = `${words([...path, 'label'])}${at(question, ['required']) === true ? ' *' : ''}`;
  const help = words([...path, 'help']);
  const unit = words([...path, 'unit']);

  const choices =
    kind === 'yes_no'
      ? [
          { value: 'yes', label: t('form.yes') },
          { value: 'no', label: t('form.no') },
        ]
      : listAt(question, ['options']).map((option, place) => ({ value: textAt(option, ['value']), label: words([...path, 'options', place, 'label']) || textAt(option, ['value']) }));

  if (kind === 'consent') {
    return (
      <label>
        <input type="checkbox" /> {label}
      </label>
    );
  }
  if (kind === 'one_of' || kind === 'many_of' || kind === 'yes_no') {
    const many = kind === 'many_of';
    return (
      <fieldset>
        <legend>{label}</legend>
        {help !== '' && <Text fz="xs">{help}</Text>}
        {choices.map(({ value, label: shown }) => (
          <div key={value}>
            <label>
              <input
                type={many ? 'checkbox' : 'radio'}
                name={field}
                checked={given.includes(value)}
                onChange={(event) => onAnswer(id, many ? (event.currentTarget.checked ? [...given, value] : given.filter((one) => one !== value)) : [value])}
              />{' '}
              {shown}
            </label>
          </div>
        ))}
      </fieldset>
    );
  }
  const long = kind === 'text' && at(question, ['long']) === true;
  return (
    <div>
      <Text component="label" htmlFor={field} fw={550}>
        {label}
      </Text>
      {help !== '' && <Text fz="xs">{help}</Text>}
      <div>
        {long ? <textarea id={field} rows={3} /> : <input id={field} type={inputs[kind]} />} {unit}
      </div>
    </div>
  );
}
