import { Code } from '@mantine/core';

/** What somebody else wrote keeps its own direction. */
export function apart(text: string | null | undefined) {
  return <bdi>{text === null || text === undefined || text === '' ? '–' : text}</bdi>;
}

/** A sentence of the server, which speaks English. */
export function said(sentence: string) {
  return <bdi dir="ltr">{sentence}</bdi>;
}

/** The beginning of what was sent. */
export function sample(text: string) {
  return (
    <Code dir="ltr" style={{ overflowWrap: 'anywhere' }}>
      {text.slice(0, 120)}
    </Code>
  );
}
