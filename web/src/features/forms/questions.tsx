import { Button, Fieldset, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useLanguage } from '../../lib/i18n';
import { useEditing } from './editing';
import { FrameFields } from './frame-fields';
import { freeId } from './question-kinds';
import { QuestionCard } from './question-card';
import { QuizFields } from './quiz-fields';
import { listAt, textAt } from './tree';

/** Everything that a form says and asks, to be changed. */
export function Questions() {
  const { t } = useLanguage();
  const { draft, put } = useEditing();
  const [opened, setOpened] = useState(-1);
  const list = listAt(draft, ['questions']);
  const add = () => {
    put(['questions'], [...list, { id: freeId(list.map((question) => textAt(question, ['id']))), type: 'text' }]);
    setOpened(list.length);
  };
  return (
    <Stack gap="md">
      <Fieldset legend={t('form.questions')}>
        <Stack gap="xs">
          {list.map((_, index) => (
            <QuestionCard
              // oxlint-disable-next-line react/no-array-index-key -- a question is what stands at its place
              key={index}
              index={index}
              open={index === opened}
              onOpen={(open) => setOpened((now) => (open ? index : now === index ? -1 : now))}
            />
          ))}
          <Group>
            <Button variant="default" size="sm" onClick={add}>
              {t('form.addQuestion')}
            </Button>
          </Group>
        </Stack>
      </Fieldset>
      <Fieldset legend={t('form.frame')}>
        <FrameFields />
      </Fieldset>
      <Fieldset legend={t('form.quiz.title')}>
        <QuizFields />
      </Fieldset>
    </Stack>
  );
}
