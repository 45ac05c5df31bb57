import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { ImportKind } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { SureButton } from '../../ui/sure-button';
import { Problem } from './problem';
import { mappingsKey, mappingsQuery, removeMapping, renameMapping, saveMapping } from './queries';

type MappingBarProps = { kind: ImportKind; toml: string; chosen: string | undefined; onChoose: (name: string | undefined) => void };

/** Mappings under a name: taken for this file, kept, renamed, removed. */
export function MappingBar({ kind, toml, chosen, onChoose }: MappingBarProps) {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const own = (useQuery(mappingsQuery()).data ?? []).filter((mapping) => mapping.kind === kind);
  const picked = own.find((mapping) => mapping.name === chosen);
  const settle = { onSettled: () => queryClient.invalidateQueries({ queryKey: mappingsKey }) };
  const done = ({ name: saved }: { name: string }) => {
    setName('');
    onChoose(saved);
  };
  const save = useMutation({ mutationFn: saveMapping, onSuccess: done, ...settle });
  const rename = useMutation({ mutationFn: renameMapping, onSuccess: done, ...settle });
  const remove = useMutation({ mutationFn: removeMapping, onSuccess: () => onChoose(undefined), ...settle });
  const wanted = name.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted !== '') save.mutate({ name: wanted, kind, body: toml });
  };

  return (
    <form onSubmit={submit}>
      <Group gap="sm" align="flex-end">
        <NativeSelect
          label={t('import.mapping.use')}
          value={picked?.name ?? ''}
          onChange={(event) => onChoose(event.currentTarget.value || undefined)}
          data={[{ value: '', label: t('import.mapping.none') }, ...own.map((mapping) => mapping.name)]}
        />
        <TextInput label={t('import.mapping.name')} maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Button type="submit" variant="default" loading={save.isPending} disabled={wanted === ''}>
          {own.some((mapping) => mapping.name === wanted) ? t('import.mapping.replace') : t('import.mapping.save')}
        </Button>
        {picked !== undefined && (
          <>
            <Button
              variant="default"
              loading={rename.isPending}
              disabled={wanted === '' || own.some((mapping) => mapping.name === wanted)}
              onClick={() => rename.mutate({ mapping: picked, name: wanted })}
            >
              {t('import.mapping.rename')}
            </Button>
            <SureButton
              size="sm"
              label={t('import.mapping.remove')}
              question={t('import.mapping.removeSure')}
              busy={remove.isPending}
              onSure={() => remove.mutate(picked.name)}
            />
          </>
        )}
      </Group>
      <Problem error={save.error ?? rename.error ?? remove.error} />
    </form>
  );
}
