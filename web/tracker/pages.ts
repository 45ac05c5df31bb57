// Page views, also of pages that change their address without being loaded anew.
import { run } from './client';

export function watchPages(): void {
  let seen = '';
  const look = () => {
    const now = location.pathname + location.search;
    if (now === seen) return;
    seen = now;
    // The page sets its title after its address.
    setTimeout(() => run('page'), 0);
  };
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name].bind(history);
    history[name] = (...args: Parameters<History['pushState']>) => {
      original(...args);
      look();
    };
  }
  addEventListener('popstate', look);
  look();
}
