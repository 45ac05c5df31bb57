import { Text } from '@mantine/core';
import type { FaultCode, Refused } from '../../api/types';
import { type Formatter, useFormat } from '../../lib/format';
import { type Translate, useLanguage } from '../../lib/i18n';
import { said } from '../apart';
import { wordingText } from '../failure-text';
import { whyText } from './why';

/** Why something failed, as it was kept: the sentence, its name where it has one, and the values in it. */
type Kept = { error: string | null; error_code: FaultCode | null; error_args: Record<string, string> };

/** Why something failed, in the reader's language; what failed in an earlier version is told as it was told then. */
export function KeptFailure({ of: { error, error_code: code, error_args: args }, fz = 'sm' }: { of: Kept; fz?: 'xs' | 'sm' }) {
  const { t } = useLanguage();
  const format = useFormat();
  if (error === null) return null;
  const text = code === null ? null : wordingText(t, `problem.${code}`, args);
  const own = args['said'];
  return (
    <Text fz={fz} component="span" display="block" style={{ overflowWrap: 'anywhere' }} data-failure>
      {text ?? said(error)} {text !== null && because(t, format, args)}
      {text !== null && own !== undefined && (
        <Text fz="xs" component="span" display="block" c="dimmed">
          {said(own)}
        </Text>
      )}
    </Text>
  );
}

/** Why a line was refused, when that is why nothing was taken. */
function because(t: Translate, format: Formatter, args: Kept['error_args']): string | null {
  const code = args['because'];
  if (!isReason(code)) return null;
  const own = Object.entries(args).flatMap(([name, value]) => (name.startsWith('because.') ? [[name.slice('because.'.length), value]] : []));
  return whyText(t, format, { code, args: Object.fromEntries(own), reason: '' });
}

function isReason(code: string | undefined): code is NonNullable<Refused['code']> {
  return code !== undefined;
}
