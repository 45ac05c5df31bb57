import { useSearch } from '@tanstack/react-router';

/** The date that the reader looks at goes along from page to page. */
export function useKeptSearch(): { as_of?: string } {
  return useSearch({
    strict: false,
    select: ({ as_of: asOf }) => (asOf === undefined ? {} : { as_of: asOf }),
  });
}
