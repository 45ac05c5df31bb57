/** A form's definition is edited as the JSON that it is, so that what this editor does not know stays as it was. */
export type Definition = Record<string, unknown>;
export type Path = readonly (string | number)[];

function isObject(value: unknown): value is Definition {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What stands at a place; undefined when nothing does. */
export function at(tree: unknown, path: Path): unknown {
  let here = tree;
  for (const step of path) {
    if (Array.isArray(here) && typeof step === 'number') here = here[step];
    else if (isObject(here)) here = here[step];
    else return undefined;
  }
  return here;
}

export function textAt(tree: unknown, path: Path): string {
  const value = at(tree, path);
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

export function listAt(tree: unknown, path: Path): readonly unknown[] {
  const value = at(tree, path);
  return Array.isArray(value) ? value : [];
}

export function textsAt(tree: unknown, path: Path): string[] {
  return listAt(tree, path).filter((item) => typeof item === 'string');
}

/** The definition with another value at a place; undefined takes it away. What leads there is made when it is missing. */
export function changed(tree: Definition, path: Path, value: unknown): Definition {
  const next = set(tree, path, value);
  return isObject(next) ? next : tree;
}

function set(tree: unknown, path: Path, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const list: unknown[] = Array.isArray(tree) ? [...tree] : [];
    list[step] = set(list[step], rest, value);
    return list;
  }
  const old = isObject(tree) ? tree : {};
  const inner = set(old[step], rest, value);
  if (inner === undefined) return Object.fromEntries(Object.entries(old).filter(([key]) => key !== step));
  return { ...old, [step]: inner };
}

/** A list without one of its items. */
export function without(list: readonly unknown[], index: number): unknown[] {
  return list.filter((_, place) => place !== index);
}

/** A list with an item moved by so many places. */
export function moved(list: readonly unknown[], index: number, by: number): unknown[] {
  const rest = without(list, index);
  rest.splice(index + by, 0, list[index]);
  return rest;
}

/** A place as the server names it: `questions[2].options[0].value`. */
export function placeOf(path: Path): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}

/** The languages of a form, the fallback first; English when it names none. */
export function languagesOf(definition: Definition): string[] {
  const named = textsAt(definition, ['languages']);
  return named.length === 0 ? ['en'] : named;
}

/** The text of exactly this language, to be edited; a text for all languages is the fallback's. */
export function ownWords(definition: Definition, path: Path, language: string): string {
  const text = at(definition, path);
  if (typeof text === 'string') return language === languagesOf(definition)[0] ? text : '';
  return textAt(text, [language]);
}

/** The text as people are shown it: of their language, else of the fallback, else of any. */
export function shownWords(definition: Definition, path: Path, language: string): string {
  const text = at(definition, path);
  if (typeof text === 'string') return text;
  if (!isObject(text)) return '';
  const found = [language, ...languagesOf(definition), ...Object.keys(text)].find((key) => textAt(text, [key]) !== '');
  return found === undefined ? '' : textAt(text, [found]);
}

/** The definition with other words in a language; a text in the only language stays one text. */
export function withWords(definition: Definition, path: Path, language: string, words: string): Definition {
  const [fallback = 'en', ...others] = languagesOf(definition);
  const old = at(definition, path);
  if (others.length === 0 && !isObject(old)) return changed(definition, path, words === '' ? undefined : words);
  const texts = isObject(old) ? old : typeof old === 'string' ? { [fallback]: old } : {};
  const next = changed(texts, [language], words === '' ? undefined : words);
  return changed(definition, path, Object.keys(next).length === 0 ? undefined : next);
}

/** Whether a question is shown, by what was answered so far. */
export function isShown(question: unknown, answers: Readonly<Record<string, readonly string[]>>): boolean {
  const earlier = textAt(question, ['show_if', 'question']);
  if (earlier === '') return true;
  const wanted = textsAt(question, ['show_if', 'is_one_of']);
  return (answers[earlier] ?? []).some((value) => wanted.includes(value));
}
