import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, URL } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
  .map((name) => ({ name: name.replaceAll('\\', '/'), text: readFileSync(path.join(root, name), 'utf8') }));

function imports(text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?'(\.[^']+)'/g)].map((match) => match[1] ?? '');
}

function layer(name: string): string {
  const [first = '', second = ''] = name.split('/');
  return first === 'features' ? `features/${second}` : first;
}

it('imports flow from ui, api and lib to features to routes', () => {
  const low = ['ui', 'api', 'lib', 'locales'];
  for (const { name, text } of files) {
    if (name.includes('.test.') || name.startsWith('testing/')) continue;
    const own = layer(name);
    for (const target of imports(text)) {
      const to = layer(path.posix.join(path.posix.dirname(name), target));
      if (low.includes(own)) expect(low, `${name} imports ${target}`).toContain(to);
      if (own.startsWith('features/')) expect([...low, own], `${name} imports ${target}`).toContain(to);
    }
  }
});

const styles = new Set(readdirSync(path.join(root, '../node_modules/@mantine/core/styles')));
const texts = new Map(files.map(({ name, text }) => [name, text]));

/** The components of the library that a file uses and that have styles of their own. */
function styled(text: string): string[] {
  const names = /import \{([^}]+)\} from '@mantine\/core'/.exec(text)?.[1] ?? '';
  return names.split(',').map((name) => name.trim().replace('type ', '')).filter((name) => styles.has(`${name}.css`));
}

/** A file and all that comes with it: what it imports at once, not what it loads later. */
function atOnce(name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const [, target = ''] of (texts.get(name) ?? '').replaceAll(/import type [^;]+;/g, '').matchAll(/(?:from|import) '(\.[^']+)'/g)) {
    const address = path.posix.join(path.posix.dirname(name), target);
    for (const found of [`${address}.tsx`, `${address}.ts`]) if (texts.has(found)) atOnce(found, seen);
  }
  return seen;
}

it('styles of the library are there for what is used of it', () => {
  const first = readFileSync(path.join(root, 'library.css'), 'utf8');
  const later = readFileSync(path.join(root, 'lib/library-later.css'), 'utf8');
  for (const component of files.flatMap(({ text }) => styled(text))) expect(first + later, component).toContain(`/${component}.css`);
  for (const view of ['main.tsx', 'routes/sign-in.tsx', 'routes/home.tsx', 'ui/chart-canvas.tsx']) {
    for (const name of atOnce(view)) {
      for (const component of styled(texts.get(name) ?? '')) expect(first, `${component} in ${name}`).toContain(`/${component}.css`);
    }
  }
});
