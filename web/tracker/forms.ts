// Forms that are sent. What is typed stays on the page, but for fields that the page marks: `data-clientele="email"`.
import { commands } from './client';
import type { Fields } from './given';

export function watchForms(): void {
  document.addEventListener(
    'submit',
    ({ target }) => {
      if (!(target instanceof HTMLFormElement) || target.dataset.clientele === 'off') return;
      const traits = traitsOf(target);
      if (Object.keys(traits).length > 0) commands.identify(undefined, traits);
      commands.track('Form Submitted', {
        form_id: target.getAttribute('id') ?? undefined,
        form_name: target.getAttribute('name') ?? undefined,
        action: (target.getAttribute('action') ?? location.pathname).split('?')[0],
      });
    },
    true,
  );
}

/** The marked fields' values under the names of their marks. A password is never taken. */
export function traitsOf(form: HTMLFormElement): Fields {
  const traits: Fields = {};
  for (const field of form.querySelectorAll<HTMLInputElement>('[data-clientele]')) {
    const name = field.dataset.clientele;
    if (name !== undefined && name !== '' && field.type !== 'password' && field.value) traits[name] = field.value;
  }
  return traits;
}
