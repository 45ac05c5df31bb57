import { NativeSelect, Switch, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { parseTyped } from '../../lib/money';
import { languages, useLanguage } from '../../lib/i18n';
import { leftToRight } from '../../ui/left-to-right';
import { useEditing } from './editing';
import { at, ownWords, type Path, placeOf, shownWords, textAt, textsAt } from './tree';

type FieldProps = { path: Path; label: string; note?: string };

function noted(note: string | undefined) {
  return note === undefined ? {} : { description: note };
}

/** A sentence of the server beside the field that it speaks of. */
function useWrong(path: Path): { error?: string } {
  const { wrong, language } = useEditing();
  const place = placeOf(path);
  const sentence = wrong.get(place) ?? wrong.get(`${place}.${language}`);
  return sentence === undefined ? {} : { error: sentence };
}

/** A name that programs read: an id, an attribute, an address. */
export function NameField({ path, label, note }: FieldProps) {
  const { draft, put } = useEditing();
  return (
    <TextInput
      label={label}
      {...noted(note)}
      {...useWrong(path)}
      inputContainer={leftToRight}
      value={textAt(draft, path)}
      onChange={(event) => put(path, event.currentTarget.value || undefined)}
    />
  );
}

/** A text for people, in the language that is edited; where it has none, the text that they are shown instead is hinted. */
export function WordsField({ path, label, note, long = false }: FieldProps & { long?: boolean }) {
  const { draft, language, say } = useEditing();
  const Input = long ? Textarea : TextInput;
  return (
    <Input
      label={`${label} (${language})`}
      {...noted(note)}
      {...useWrong(path)}
      {...(long ? { autosize: true, minRows: 2 } : {})}
      dir="auto"
      value={ownWords(draft, path, language)}
      placeholder={shownWords(draft, path, language)}
      onChange={(event: { currentTarget: { value: string } }) => say(path, event.currentTarget.value)}
    />
  );
}

export function NumberField({ path, label }: FieldProps) {
  const { draft, put } = useEditing();
  const { language } = useLanguage();
  const [typed, setTyped] = useState<string>();
  return (
    <TextInput
      label={label}
      {...useWrong(path)}
      inputMode="decimal"
      w={120}
      inputContainer={leftToRight}
      value={typed ?? textAt(draft, path)}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        const number = parseTyped(text, languages[language].decimal);
        // What is no number yet is sent as it is, so that the server says what is wrong with it.
        put(path, text.trim() === '' ? undefined : (number ?? text));
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}

export function SwitchField({ path, label }: FieldProps) {
  const { draft, put } = useEditing();
  return <Switch label={label} {...useWrong(path)} checked={at(draft, path) === true} onChange={(event) => put(path, event.currentTarget.checked || undefined)} />;
}

type PickFieldProps = FieldProps & { options: readonly { value: string; label: string }[]; onPick?: (value: string) => void };

export function PickField({ path, label, note, options, onPick }: PickFieldProps) {
  const { draft, put } = useEditing();
  return (
    <NativeSelect
      label={label}
      {...noted(note)}
      {...useWrong(path)}
      value={textAt(draft, path)}
      data={[...options]}
      onChange={(event) => {
        const { value } = event.currentTarget;
        if (onPick === undefined) put(path, value || undefined);
        else onPick(value);
      }}
    />
  );
}

/** A few names with commas between them. What is typed stays as it is until the field is left. */
export function NamesField({ path, label, note }: FieldProps) {
  const { draft, put } = useEditing();
  const { t } = useLanguage();
  const [typed, setTyped] = useState<string>();
  return (
    <TextInput
      label={label}
      description={note ?? t('form.commas')}
      {...useWrong(path)}
      inputContainer={leftToRight}
      value={typed ?? textsAt(draft, path).join(', ')}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        const names = text.split(/[,،]/).flatMap((name) => name.trim() || []);
        put(path, names.length === 0 ? undefined : names);
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}
