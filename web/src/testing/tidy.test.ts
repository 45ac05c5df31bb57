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

it('styles of the library are there for what is used of it', () => {
  const listed = readFileSync(path.join(root, 'library.css'), 'utf8');
  const styles = new Set(readdirSync(path.join(root, '../node_modules/@mantine/core/styles')));
  const used = files.flatMap(({ text }) => {
    const names = /import \{([^}]+)\} from '@mantine\/core'/.exec(text)?.[1] ?? '';
    return names.split(',').map((name) => name.trim().replace('type ', ''));
  });
  for (const component of used) {
    if (styles.has(`${component}.css`)) expect(listed, component).toContain(`/${component}.css`);
  }
});
