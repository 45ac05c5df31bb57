// The first-party browser script: clientele(command, …), before and after it is loaded.
import { run } from './client';
import { consent } from './consent';
import { startDelivery } from './delivery';
import { watchForms } from './forms';
import { warn } from './given';
import { keepIdentity } from './identity';
import { watchPages } from './pages';
import { restore } from './queue';
import { settingsOf } from './settings';

declare global {
  interface Window {
    clientele?: typeof run & { q?: ArrayLike<unknown>[] };
  }
}

function start(script: HTMLOrSVGScriptElement | null): void {
  const settings = script instanceof HTMLScriptElement ? settingsOf(script) : undefined;
  if (settings === undefined) return warn('the script tag needs data-write-key');
  const early = window.clientele?.q ?? [];
  window.clientele = run;
  if (consent() === 'granted') {
    keepIdentity();
    restore();
  }
  // What the page said before the script was there comes first: perhaps a consent, perhaps who it is.
  for (const { 0: command, 1: first, 2: second } of Array.from(early)) run(command, first, second);
  if (settings.pages) watchPages();
  if (settings.forms) watchForms();
  startDelivery(settings);
}

start(document.currentScript);
