import { lazy, Suspense, useState } from 'react';
import { useLanguage } from '../lib/i18n';
import { withStyles } from '../lib/later-styles';
import type { DataRowsProps } from './data-rows';

const DataRows = lazy(async () => ({ default: (await withStyles(() => import('./data-rows'))).DataRows }));

/** The same figures as a chart shows, as a table: for screen readers, for copying, for looking up one value. */
export function DataDetails(props: DataRowsProps) {
  const { t } = useLanguage();
  const [seen, setSeen] = useState(false);
  return (
    <details onToggle={() => setSeen(true)}>
      <summary>{t('state.asTable')}</summary>
      {seen && (
        <Suspense>
          <DataRows {...props} />
        </Suspense>
      )}
    </details>
  );
}
