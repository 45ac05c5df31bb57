import { Group, NativeSelect, TextInput } from '@mantine/core';
import type { IncomingWebhook, SenderCheckInput, SenderCheckKind } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { leftToRight } from '../../ui/left-to-right';

const kinds = ['none', 'hmac_sha256', 'standard_webhooks'] as const satisfies readonly SenderCheckKind[];
const encodings = ['hex', 'base64'] as const;

/** What is known of a door's check; its secret is never told. */
export function checkOf({ check, check_header, check_encoding }: IncomingWebhook): SenderCheckInput {
  return check === 'hmac_sha256' ? { kind: check, header: check_header, encoding: check_encoding } : { kind: check };
}

/** How a sender proves itself, beside knowing the address. */
export function CheckFields({ value, onChange }: { value: SenderCheckInput; onChange: (value: SenderCheckInput) => void }) {
  const { t } = useLanguage();
  return (
    <Group gap="sm" align="flex-end">
      <NativeSelect
        label={t('hook.in.check')}
        value={value.kind}
        data={kinds.map((kind) => ({ value: kind, label: t(`hook.in.checks.${kind}`) }))}
        onChange={(event) => {
          const kind = kinds.find((one) => one === event.currentTarget.value) ?? 'none';
          onChange(kind === 'hmac_sha256' ? { kind, header: 'x-signature', encoding: 'hex' } : { kind });
        }}
      />
      {value.kind === 'hmac_sha256' && (
        <>
          <TextInput label={t('hook.in.header')} required inputContainer={leftToRight} value={value.header ?? ''} onChange={(event) => onChange({ ...value, header: event.currentTarget.value })} />
          <NativeSelect
            label={t('hook.in.encoding')}
            value={value.encoding ?? 'hex'}
            data={[...encodings]}
            onChange={(event) => onChange({ ...value, encoding: encodings.find((one) => one === event.currentTarget.value) ?? 'hex' })}
          />
        </>
      )}
      {value.kind !== 'none' && (
        <TextInput
          label={t('hook.in.secret')}
          required
          type="password"
          autoComplete="off"
          inputContainer={leftToRight}
          value={value.secret ?? ''}
          onChange={(event) => onChange({ ...value, secret: event.currentTarget.value })}
        />
      )}
    </Group>
  );
}
