import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { QueryGuide } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import classes from './sql.module.css';

/** The tables with their columns, and our functions; a click puts a name into the question. */
export function SchemaBrowser({ guide, onInsert }: { guide: QueryGuide; onInsert: (text: string) => void }) {
  const { t } = useLanguage();
  const [part, setPart] = useState('');
  const wanted = part.trim().toLowerCase();
  const has = (...texts: string[]) => texts.some((text) => text.toLowerCase().includes(wanted));
  const tables = guide.tables
    .map((table) => ({ ...table, columns: has(table.name) ? table.columns : table.columns.filter(({ name, meaning }) => has(name, meaning)) }))
    .filter(({ columns }) => columns.length > 0);
  const functions = guide.functions.filter(({ name, meaning }) => has(name, meaning));

  return (
    <>
      <TextInput size="xs" mb="xs" label={t('sql.part')} value={part} onChange={(event) => setPart(event.currentTarget.value)} />
      <ul className={classes['tree']}>
        {tables.map(({ name, meaning, columns }) => (
          <li key={name}>
            <details open={wanted !== ''}>
              <summary dir="ltr">{name}</summary>
              <Meaning text={meaning} />
              {columns.map((column) => (
                <Entry key={column.name} name={column.name} kind={column.kind} meaning={column.meaning} onInsert={onInsert} />
              ))}
            </details>
          </li>
        ))}
        {functions.length > 0 && (
          <li>
            <details open={wanted !== ''}>
              <summary>{t('sql.functions')}</summary>
              {functions.map(({ name, call, meaning }) => (
                <Entry key={name} name={call} kind="" meaning={meaning} onInsert={onInsert} />
              ))}
            </details>
          </li>
        )}
      </ul>
    </>
  );
}

function Meaning({ text }: { text: string }) {
  return (
    <small dir="ltr" style={{ color: 'var(--mantine-color-dimmed)' }}>
      {text}
    </small>
  );
}

type EntryProps = { name: string; kind: string; meaning: string; onInsert: (text: string) => void };

function Entry({ name, kind, meaning, onInsert }: EntryProps) {
  return (
    <button type="button" className={classes['column']} dir="ltr" onClick={() => onInsert(name)}>
      <code>{name}</code>
      <small>{kind.replace('Timestamp(µs)', 'Timestamp')}</small>
      <small>{meaning}</small>
    </button>
  );
}
