import { Code, TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useLanguage } from '../../lib/i18n';

type SearchBoxProps = { value: string | undefined; onChange: (value: string | undefined) => void; onDown: () => void };

const pauseMs = 250;

/** Asks when the typing pauses. `/` leads here from anywhere on the page, the arrow down to the list. */
export function SearchBox({ value, onChange, onDown }: SearchBoxProps) {
  const { t } = useLanguage();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string>();
  const ask = (text: string) => {
    const next = text.trim() === '' ? undefined : text.trim().slice(0, 200);
    if (next !== value) onChange(next);
  };
  const paused = useEffectEvent(ask);
  useEffect(() => {
    if (typed === undefined) return undefined;
    const timer = setTimeout(() => paused(typed), pauseMs);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener('keydown', focus);
    return () => document.removeEventListener('keydown', focus);
  }, []);

  return (
    <TextInput
      ref={input}
      type="search"
      flex="1 1 16rem"
      aria-label={t('customers.search')}
      placeholder={t('customers.searchHint')}
      leftSection={<Search size={16} aria-hidden />}
      rightSection={<Code visibleFrom="sm" aria-hidden>/</Code>}
      value={typed ?? value ?? ''}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => {
        if (typed !== undefined) ask(typed);
        setTyped(undefined);
      }}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown') {
          event.preventDefault();
          onDown();
        }
        if (event.key === 'Enter' && typed !== undefined) ask(typed);
        if (event.key === 'Escape') setTyped('');
      }}
    />
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select, [role=dialog]') !== null);
}
