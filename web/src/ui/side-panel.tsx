import { CloseButton, FocusTrap, Group, Portal, Title } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import classes from './side-panel.module.css';

type SidePanelProps = { title: string; closeLabel: string; onClose: () => void; children: ReactNode };

/** A panel over the edge of the page; the keyboard stays in it until it is closed, and then is back where it was. */
export function SidePanel({ title, closeLabel, onClose, children }: SidePanelProps) {
  const id = useId();
  const before = useRef<Element | null>(null);
  useEffect(() => {
    before.current ??= document.activeElement;
    return () => {
      if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true });
    };
  }, []);
  // What opens over the panel (a calendar) has an Escape of its own.
  const close = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape' && event.target instanceof Node && event.currentTarget.contains(event.target)) onClose();
  };
  return (
    <Portal>
      <div className={classes['ground']} onClick={onClose} aria-hidden="true" />
      <FocusTrap active>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes a dialog wherever the focus is in it */}
        <div className={classes['panel']} role="dialog" aria-modal="true" aria-labelledby={id} onKeyDown={close}>
          <Group justify="space-between" wrap="nowrap" mb="sm">
            <Title order={2} id={id} fz="lg">
              {title}
            </Title>
            <CloseButton aria-label={closeLabel} onClick={onClose} />
          </Group>
          {children}
        </div>
      </FocusTrap>
    </Portal>
  );
}
