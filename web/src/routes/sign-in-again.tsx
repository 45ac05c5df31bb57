import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef } from 'react';
import { sessionQuery } from '../api/session';
import type { Session } from '../api/types';
import classes from './dialog.module.css';
import { SignInForm } from './sign-in-form';

/** Asks for the password over the page as it is: what was typed there stays. */
export function SignInAgain({ user, onDone }: { user: Session['user']; onDone: () => void }) {
  const queryClient = useQueryClient();
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);

  const done = (session: Session) => {
    // Somebody else: nothing of the page is theirs.
    if (session.user.id !== user.id) {
      globalThis.location.reload();
      return;
    }
    queryClient.setQueryData(sessionQuery.queryKey, session);
    void queryClient.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' });
    onDone();
  };

  return (
    <dialog ref={dialog} className={classes['small']} aria-labelledby={titleId} onCancel={(event) => event.preventDefault()}>
      <SignInForm expired login={user.login} titleId={titleId} onDone={done} />
    </dialog>
  );
}
