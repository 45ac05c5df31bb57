const key = 'clientele.folded';

/** The groups of the navigation that this reader has folded. */
export function foldedGroups(): string[] {
  return (globalThis.localStorage.getItem(key) ?? '').split(',').filter((name) => name !== '');
}

export function rememberFolded(name: string, folded: boolean): void {
  const others = foldedGroups().filter((other) => other !== name);
  globalThis.localStorage.setItem(key, (folded ? [...others, name] : others).join(','));
}
