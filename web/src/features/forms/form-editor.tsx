import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { ApiError } from '../../api/problem';
import type { Form } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { isSame } from '../../lib/same';
import { Choice } from '../../ui/choice';
import { FailureLine } from '../../ui/failure-line';
import { Panel } from '../../ui/panel';
import { AnswerPanel } from './answer-panel';
import { EditingProvider } from './editing';
import { fieldText } from './field-text';
import { JsonView } from './json-view';
import { Preview } from './preview';
import { changeForm, formsKey } from './queries';
import { Questions } from './questions';
import { languagesOf, type Path } from './tree';
import { useDraft } from './use-draft';

export const formViews = ['questions', 'preview', 'json', 'answers'] as const;
export type FormView = (typeof formViews)[number];

type FormEditorProps = { form: Form; view: FormView; onView: (view: FormView) => void };

/** A form's definition: asked question by question, as people will see it, as JSON; and what was answered. */
export function FormEditor({ form, view, onView }: FormEditorProps) {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const [chosen, setLanguage] = useState('');
  const state = useDraft(form.definition);
  const { draft, put, say } = state;
  const languages = languagesOf(draft);
  const language = languages.includes(chosen) ? chosen : (languages[0] ?? 'en');
  const save = useMutation({
    mutationFn: changeForm,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: formsKey }),
  });
  const wrong = useMemo(() => (save.error instanceof ApiError ? new Map(save.error.fields.map((field) => [field.field, fieldText(t, field)])) : new Map<string, string>()), [t, save.error]);
  const editing = useMemo(() => ({ draft, language, wrong, put, say: (path: Path, words: string) => say(path, language, words) }), [draft, language, wrong, put, say]);
  const same = isSame(draft, form.definition);

  return (
    <Panel
      title={t(`form.view.${view}`)}
      {...(view === 'answers' ? { note: t('form.answersNote') } : {})}
      actions={<Choice label={t('form.part')} value={view} options={formViews.map((value) => ({ value, label: t(`form.view.${value}`) }))} onChange={onView} />}
    >
      {view === 'answers' ? (
        <AnswerPanel form={form} />
      ) : (
        <EditingProvider value={editing}>
          <Stack gap="sm">
            <Group gap="sm" align="flex-end">
              {languages.length > 1 && view !== 'json' && (
                <NativeSelect label={t('form.language')} value={language} data={languages} onChange={(event) => setLanguage(event.currentTarget.value)} />
              )}
              <Button size="sm" disabled={same} loading={save.isPending} onClick={() => save.mutate({ key: form.key, definition: draft })}>
                {t('form.save')}
              </Button>
              <Button variant="default" size="sm" disabled={!state.canUndo} onClick={state.undo}>
                {t('form.undo')}
              </Button>
              <Text fz="xs" c="dimmed" role="note">
                {same ? t('form.saved') : t('form.unsaved')}
              </Text>
            </Group>
            {wrong.size === 0 ? <FailureLine error={save.error} /> : <Wrong wrong={wrong} />}
            {view === 'preview' && <Preview draft={draft} language={language} />}
            {view === 'json' && <JsonView draft={draft} onChange={state.replace} />}
            {view === 'questions' && <Questions />}
          </Stack>
        </EditingProvider>
      )}
    </Panel>
  );
}

/** Everything that the server refused about the draft, each with its place. */
function Wrong({ wrong }: { wrong: ReadonlyMap<string, string> }) {
  const { t } = useLanguage();
  return (
    <div role="alert">
      <Text fz="sm" c="var(--bad)">
        {t('form.refusedSave')}
      </Text>
      <ul style={{ margin: 0 }}>
        {[...wrong].map(([place, sentence]) => (
          <li key={place}>
            <Text fz="sm" c="var(--bad)">
              <code dir="ltr">{place}</code>: {sentence}
            </Text>
          </li>
        ))}
      </ul>
    </div>
  );
}
