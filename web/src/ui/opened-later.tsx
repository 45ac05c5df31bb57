import { cloneElement, type ReactElement, type ReactNode, type Ref, useEffect, useEffectEvent, useState } from 'react';
import { withStyles } from '../lib/later-styles';

/** What a menu or a panel takes over once it is loaded: its button, and whether it is open. */
export type Opening = { target: ReactElement; opened: boolean; onChange: (opened: boolean) => void };

type ButtonProps = {
  ref?: Ref<HTMLButtonElement>;
  'aria-haspopup'?: 'menu' | 'dialog';
  'aria-expanded'?: boolean;
  onClick?: () => void;
  onFocus?: () => void;
  onPointerEnter?: () => void;
};

type OpenedLaterProps<Loaded> = {
  popup: 'menu' | 'dialog';
  button: ReactElement<ButtonProps>;
  /** Loads what the button opens; begun as soon as the pointer or the keyboard comes near. */
  load: () => Promise<Loaded>;
  children: (loaded: Loaded, opening: Opening) => ReactNode;
};

/** A button whose menu or panel is not part of the first view: it is loaded when it is first wanted. */
export function OpenedLater<Loaded>({ popup, button, load, children }: OpenedLaterProps<Loaded>) {
  const [target, setTarget] = useState<HTMLButtonElement | null>(null);
  const [loaded, setLoaded] = useState<{ value: Loaded }>();
  const [opened, setOpened] = useState(false);

  if (loaded !== undefined) {
    // A menu opens itself at a click, a panel waits to be told.
    const toggle = popup === 'dialog' ? { onClick: () => setOpened((now) => !now) } : {};
    return (
      <>
        <Begin target={target} onBegin={() => setOpened(true)} />
        {children(loaded.value, { target: cloneElement(button, { ref: setTarget, ...toggle }), opened, onChange: setOpened })}
      </>
    );
  }

  const ready = () => withStyles(load);
  // A file that can not be loaded is told to the reader where all such failures are.
  const begin = () => void ready().catch(() => undefined);
  const open = () => void ready().then((value) => setLoaded({ value }), () => undefined);
  return cloneElement(button, { 'aria-haspopup': popup, 'aria-expanded': false, onClick: open, onFocus: begin, onPointerEnter: begin });
}

/** The button is drawn anew beside what it opens: it gets the focus that its forerunner had, to which closing returns. */
function Begin({ target, onBegin }: { target: HTMLButtonElement | null; onBegin: () => void }) {
  const begin = useEffectEvent(onBegin);
  useEffect(() => {
    if (target === null) return;
    target.focus({ preventScroll: true });
    begin();
  }, [target]);
  return null;
}
