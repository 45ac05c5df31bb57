import { Search } from 'lucide-react';
import { type ComponentType, useEffect, useState } from 'react';
import { useLanguage, withTexts } from '../lib/i18n';
import classes from './shell.module.css';

const load = withTexts('finder', () => import('./finder'));

type Drawn = ComponentType<{ onClose: () => void }>;

/** When it can not be loaded, the reader is told so where all such failures are. */
function open(show: (finder: { draw: Drawn }) => void): void {
  load().then(({ Finder }) => show({ draw: Finder }), () => undefined);
}

/** The way to everything: Ctrl-K or the field in the header. What it opens is loaded when it is wanted. */
export function FinderButton() {
  const { t } = useLanguage();
  const [Finder, setFinder] = useState<{ draw: Drawn }>();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.code === 'KeyK') {
        event.preventDefault();
        open(setFinder);
      }
    };
    globalThis.addEventListener('keydown', press);
    return () => globalThis.removeEventListener('keydown', press);
  }, []);
  const begin = () => void load().catch(() => undefined);

  return (
    <>
      <button type="button" className={classes['search']} aria-haspopup="dialog" onClick={() => open(setFinder)} onPointerEnter={begin} onFocus={begin}>
        <Search size={17} aria-hidden />
        <span>{t('shell.search')}</span>
        <kbd dir="ltr" aria-hidden>Ctrl K</kbd>
      </button>
      {Finder !== undefined && <Finder.draw onClose={() => setFinder(undefined)} />}
    </>
  );
}
