/** A text as it is looked for: without case and accents, letters that are written in two ways as one. */
export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ي', 'ی')
    .replaceAll('ك', 'ک')
    .replaceAll(/[\u200c\s]+/g, ' ')
    .trim();
}

/** Whether every word that is looked for begins a word of the text. */
export function matches(text: string, wanted: string): boolean {
  const words = plain(text).split(' ');
  return plain(wanted)
    .split(' ')
    .every((want) => words.some((word) => word.startsWith(want)));
}
