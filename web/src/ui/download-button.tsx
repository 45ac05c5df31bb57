import { Button } from '@mantine/core';
import { Download } from 'lucide-react';
import { downloadText, toCsv } from '../lib/csv';
import { useLanguage } from '../lib/i18n';

export type CsvCell = string | number | null;

/** Gives what is shown to other programs: plain numbers, made when they are asked for. */
export function DownloadButton({ fileName, rows }: { fileName: string; rows: () => readonly (readonly CsvCell[])[] }) {
  const { t } = useLanguage();
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<Download size={14} aria-hidden />}
      onClick={() => downloadText(fileName, toCsv(rows()))}
    >
      {t('state.download')}
    </Button>
  );
}
