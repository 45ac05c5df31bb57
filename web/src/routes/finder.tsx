import { useNavigate } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { Fragment, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useFormat } from '../lib/format';
import { useLanguage } from '../lib/i18n';
import classes from './dialog.module.css';
import { type Find, useFinds } from './use-finds';

/** A click beside it closes it. */
const lightDismiss = { closedby: 'any' } as const;

/** Looks for pages, reports, customers and products; the keyboard alone does it all. */
export function Finder({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage();
  const format = useFormat();
  const navigate = useNavigate();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const groups = useFinds(typed);
  const finds = groups.flatMap((group) => group.finds);
  const chosen = finds[Math.min(at, finds.length - 1)];
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    if (chosen !== undefined) document.getElementById(`${id}-${chosen.key}`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen, id]);

  const open = (find: Find) => {
    onClose();
    void navigate(find.to);
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && finds.length > 0) {
      event.preventDefault();
      setAt((Math.min(at, finds.length - 1) + step + finds.length) % finds.length);
    }
    if (event.key === 'Enter' && chosen !== undefined && !event.nativeEvent.isComposing) {
      event.preventDefault();
      open(chosen);
    }
  };

  return (
    <dialog ref={dialog} className={classes['wide']} aria-label={t('finder.title')} onClose={onClose} {...lightDismiss}>
      <div className={classes['asked']}>
        <Search size={18} aria-hidden />
        <input
          type="text"
          role="combobox"
          aria-label={t('finder.title')}
          aria-expanded={finds.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          {...(chosen === undefined ? {} : { 'aria-activedescendant': `${id}-${chosen.key}` })}
          placeholder={t('finder.placeholder')}
          value={typed}
          maxLength={100}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={press}
        />
      </div>
      <div id={`${id}-list`} role="listbox" aria-label={t('finder.title')} className={classes['found']}>
        {groups.map(({ name, finds: own }) => (
          <Fragment key={name}>
            <h2 role="presentation">{t(`finder.${name}`)}</h2>
            {own.map((find) => (
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are those of the field
              <div key={find.key} id={`${id}-${find.key}`} role="option" aria-selected={find === chosen} tabIndex={-1} className={classes['one']} onClick={() => open(find)} onPointerMove={() => setAt(finds.indexOf(find))}>
                {find.icon}
                <span dir="auto">{find.text}</span>
                {find.hint !== undefined && <small dir="auto">{find.hint}</small>}
              </div>
            ))}
          </Fragment>
        ))}
      </div>
      <p className={classes['note']} aria-live="polite">
        {finds.length === 0 ? t('finder.none', { text: typed }) : `${t('finder.found', { n: format.number(finds.length) }, finds.length)} · ${t('finder.keys')}`}
      </p>
    </dialog>
  );
}
