import { Skeleton, Text } from '@mantine/core';
import { lazy, type Ref, Suspense, useId } from 'react';
import type { TextPlace } from '../../api/problem';
import type { QueryGuide } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import classes from './sql.module.css';

const EditorCanvas = lazy(async () => ({ default: (await import('./editor-canvas')).EditorCanvas }));

export type EditorHandle = {
  /** Puts a text where the cursor is, in place of what is selected, and goes there. */
  insert: (text: string) => void;
};

export type EditorProps = {
  ref: Ref<EditorHandle>;
  text: string;
  guide: QueryGuide | undefined;
  /** Where the mistake is. */
  mistake: TextPlace | undefined;
  onChange: (text: string) => void;
  onRun: () => void;
};

/** The editor of a question: always left to right. Its library is loaded with the first question; its frame keeps the place until then. */
export function Editor(props: EditorProps) {
  const { t } = useLanguage();
  const hint = useId();
  return (
    <div>
      <div className={classes['editor']} dir="ltr">
        <Suspense fallback={<Skeleton height={200} />}>
          <EditorCanvas {...props} label={t('sql.editor')} hint={hint} />
        </Suspense>
      </div>
      <Text id={hint} fz="xs" c="dimmed" mt={4}>
        {t('sql.keys')}
      </Text>
    </div>
  );
}
