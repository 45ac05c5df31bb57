import { Anchor, Group, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ApiKey, AuditEntry, User } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { said } from '../../ui/apart';
import { type ListColumn, PagedTable } from '../../ui/paged-table';
import { Panel } from '../../ui/panel';
import { type AuditFilter, auditPage } from './queries';

const nouns = ['api_key', 'session', 'user', 'source', 'import', 'exchange', 'mapping', 'goal', 'spend', 'form', 'webhook', 'catalogue', 'model'] as const;

type AuditPanelProps = { filter: AuditFilter; users: readonly User[]; keys: readonly ApiKey[]; onChange: (next: AuditFilter) => void };

/** What was done, latest first, by whom, what and to what. */
export function AuditPanel({ filter, users, keys, onChange }: AuditPanelProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const narrow = (object: string) => onChange({ ...filter, object });
  const columns: ListColumn<AuditEntry>[] = [
    { key: 'at', title: t('admin.audit.at'), cell: (one) => format.instant(one.at), csv: (one) => one.at },
    { key: 'who', title: t('admin.audit.who'), words: true, cell: (one) => (one.actor === 'machine' ? t('admin.audit.machine') : said(one.actor_name ?? one.actor)), csv: (one) => one.actor_name ?? one.actor },
    { key: 'what', title: t('admin.audit.what'), words: true, cell: (one) => said(one.action), csv: (one) => one.action },
    { key: 'object', title: t('admin.audit.object'), words: true, cell: (one) => opener(one, narrow), csv: (one) => one.object },
    { key: 'detail', title: t('admin.audit.detail'), words: true, cell: (one) => said(one.detail), csv: (one) => one.detail },
  ];
  return (
    <Panel title={t('admin.audit.list')}>
      <Group align="flex-end" gap="sm" mb="sm">
        <NativeSelect
          label={t('admin.audit.who')}
          value={filter.actor ?? ''}
          onChange={(event) => onChange({ ...filter, actor: event.currentTarget.value || undefined })}
          data={[
            { value: '', label: t('admin.audit.anybody') },
            ...users.map((user) => ({ value: user.id, label: user.login })),
            ...keys.map((key) => ({ value: key.id, label: key.name })),
            { value: 'machine', label: t('admin.audit.machine') },
          ]}
        />
        <NativeSelect
          label={t('admin.audit.what')}
          value={filter.action ?? ''}
          onChange={(event) => onChange({ ...filter, action: event.currentTarget.value || undefined })}
          data={[{ value: '', label: t('admin.audit.anything') }, ...nouns.map((noun) => ({ value: noun, label: t(`admin.audit.noun.${noun}`) }))]}
        />
        <ObjectField key={filter.object} value={filter.object ?? ''} onChange={(object) => onChange({ ...filter, object })} />
      </Group>
      <PagedTable
        label={t('admin.audit.list')}
        listKey={['admin', 'audit', filter]}
        fetchPage={(cursor, limit, signal) => auditPage(filter, cursor, limit, signal)}
        rowKey={(one) => one.id}
        columns={columns}
        fileName="audit.csv"
        empty={t('admin.audit.none')}
      />
    </Panel>
  );
}

/** An id, looked for when Enter is pressed or the field is left. */
function ObjectField({ value, onChange }: { value: string; onChange: (object: string | undefined) => void }) {
  const { t } = useLanguage();
  const [typed, setTyped] = useState(value);
  const ask = () => {
    if (typed.trim() !== value) onChange(typed.trim() === '' ? undefined : typed.trim());
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask();
  };
  return (
    <form onSubmit={submit}>
      <TextInput label={t('admin.audit.object')} placeholder={t('admin.audit.objectHint')} dir="ltr" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} onBlur={ask} maxLength={200} />
    </form>
  );
}

/** What it was done to; following it shows all that was done to the same. */
function opener({ object, object_name: name }: AuditEntry, onChoose: (object: string) => void) {
  return (
    <Anchor component="button" type="button" fz="sm" dir="ltr" style={{ overflowWrap: 'anywhere', textAlign: 'start' }} onClick={() => onChoose(object)}>
      {name ?? object}
    </Anchor>
  );
}
