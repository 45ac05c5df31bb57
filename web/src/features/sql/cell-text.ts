import { useCallback } from 'react';
import type { QueryColumn } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { localDigits } from '../../lib/typed';
import { type Cell, classOf, isName } from './answer';

/** How a value of an answer is written: numbers in the reader's way, days as the lake has them, ids as they are. */
export function useCellText(): (column: QueryColumn, value: Cell) => string {
  const { t, language } = useLanguage();
  const format = useFormat();
  return useCallback(
    (column, value) => {
      if (value === null) return '–';
      if (typeof value === 'boolean') return t(value ? 'sql.yes' : 'sql.no');
      const kind = classOf(column.kind);
      if (kind === 'number' && !isName(column)) {
        if (typeof value === 'string') return localDigits(value, language);
        if (Number.isInteger(value)) return isYear(column, value) ? localDigits(String(value), language) : format.number(value);
        return format.short(value, Math.abs(value) < 1 ? 6 : 2);
      }
      if (kind === 'instant') return String(value).replace('T', ' ');
      return String(value);
    },
    [t, language, format],
  );
}

function isYear({ name }: QueryColumn, value: number): boolean {
  return /(^|_)(year|month|day)$/i.test(name) && value > 0 && value < 10_000;
}
