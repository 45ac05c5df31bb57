import { Button, Text } from '@mantine/core';
import { FileUp } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useLanguage } from '../../lib/i18n';
import classes from './drop-zone.module.css';

/** Where a file is dropped, or chosen with a button; dropped beside it, a file does not leave the page. */
export function DropZone({ onFile }: { onFile: (file: File) => void }) {
  const { t } = useLanguage();
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();

  useEffect(() => {
    const keep = (event: Event) => event.preventDefault();
    globalThis.addEventListener('dragover', keep);
    globalThis.addEventListener('drop', keep);
    return () => {
      globalThis.removeEventListener('dragover', keep);
      globalThis.removeEventListener('drop', keep);
    };
  }, []);

  const take = (files: FileList | null | undefined) => {
    const file = files?.[0];
    if (file !== undefined) onFile(file);
  };
  return (
    <div
      className={classes['zone']}
      data-over={over ? '' : undefined}
      data-drop=""
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <FileUp size={28} color="var(--mark)" aria-hidden />
      <Text fz="sm">{t('import.drop')}</Text>
      <Button onClick={() => input.current?.click()} aria-describedby={id}>
        {t('import.choose')}
      </Button>
      <input
        ref={input}
        type="file"
        className={classes['hidden']}
        tabIndex={-1}
        aria-label={t('import.choose')}
        onChange={(event) => {
          take(event.currentTarget.files);
          // The same file may be chosen again, once it is mended.
          event.currentTarget.value = '';
        }}
      />
      <Text fz="xs" c="dimmed" id={id}>
        {t('import.formats')}
      </Text>
    </div>
  );
}
