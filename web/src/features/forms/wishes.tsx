import { ActionIcon, Button, Fieldset, Group, NativeSelect, Stack } from '@mantine/core';
import { X } from 'lucide-react';
import { useLanguage } from '../../lib/i18n';
import { useEditing } from './editing';
import { NameField, NamesField, NumberField, PickField, SwitchField } from './fields';
import { at, listAt, type Path, without } from './tree';

const tests = {
  one_of: { attribute: '', is_one_of: [] },
  range: { attribute: '', at_most: undefined },
  price: { price: true },
  category: { category: [] },
} as const;
type TestKind = keyof typeof tests;

function kindOf(test: unknown): TestKind {
  if (at(test, ['category']) !== undefined) return 'category';
  if (at(test, ['price']) === true) return 'price';
  return at(test, ['is_one_of']) === undefined ? 'range' : 'one_of';
}

/** What choosing an option, or a yes, wishes of offers: tests that all must pass. */
export function Wishes({ path }: { path: Path }) {
  const { t } = useLanguage();
  const { draft, put } = useEditing();
  const wants = [...path, 'wants'];
  const list = listAt(draft, wants);
  const set = (next: readonly unknown[]) => put(wants, next.length === 0 ? undefined : next);
  return (
    <Stack gap="xs">
      {list.map((test, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a test is what stands at its place
        <Fieldset key={index} legend={t('form.wish.test')} p="xs">
          <Group gap="sm" align="flex-start">
            <NativeSelect
              label={t('form.wish.kind')}
              value={kindOf(test)}
              data={Object.keys(tests).map((value) => ({ value, label: t(`form.wish.${kindNamed(value)}`) }))}
              onChange={(event) => put([...wants, index], { ...tests[kindNamed(event.currentTarget.value)] })}
            />
            <TestFields kind={kindOf(test)} path={[...wants, index]} />
            <ActionIcon variant="subtle" color="gray" mt={24} aria-label={t('form.wish.remove')} onClick={() => set(without(list, index))}>
              <X size={15} aria-hidden />
            </ActionIcon>
          </Group>
        </Fieldset>
      ))}
      <Group gap="sm" align="flex-end">
        <Button variant="default" size="compact-xs" onClick={() => set([...list, { attribute: '', is_one_of: [] }])}>
          {t('form.wish.add')}
        </Button>
        {list.length > 0 && <Weight path={path} />}
      </Group>
    </Stack>
  );
}

function kindNamed(name: string): TestKind {
  return name === 'range' || name === 'price' || name === 'category' ? name : 'one_of';
}

function TestFields({ kind, path }: { kind: TestKind; path: Path }) {
  const { t } = useLanguage();
  const bounds = (
    <>
      <NumberField path={[...path, 'at_least']} label={t('form.wish.atLeast')} />
      <NumberField path={[...path, 'at_most']} label={t('form.wish.atMost')} />
    </>
  );
  const attribute = <NameField path={[...path, 'attribute']} label={t('form.wish.attribute')} />;
  if (kind === 'category') return <NamesField path={[...path, 'category']} label={t('form.wish.categories')} />;
  if (kind === 'price') return bounds;
  return (
    <>
      {attribute}
      {kind === 'range' ? bounds : <NamesField path={[...path, 'is_one_of']} label={t('form.wish.values')} />}
    </>
  );
}

function Weight({ path }: { path: Path }) {
  const { t } = useLanguage();
  return (
    <>
      <NumberField path={[...path, 'weight']} label={t('form.wish.weight')} />
      <SwitchField path={[...path, 'must']} label={t('form.wish.must')} />
    </>
  );
}

/** What a number says of offers: the price, or an attribute, is at most or at least it. */
export function NumberWish({ path }: { path: Path }) {
  const { t } = useLanguage();
  const { draft, put } = useEditing();
  const wants = [...path, 'wants'];
  const wish = at(draft, wants);
  const about = wish === undefined ? '' : at(wish, ['price']) === true ? 'price' : 'attribute';
  const choose = (next: string) => {
    const compare = at(wish, ['compare']) ?? 'at_most';
    if (next === '') put(wants, undefined);
    else put(wants, next === 'price' ? { price: true, compare } : { attribute: '', compare });
  };
  return (
    <Group gap="sm" align="flex-end">
      <NativeSelect
        label={t('form.wish.number')}
        value={about}
        onChange={(event) => choose(event.currentTarget.value)}
        data={[
          { value: '', label: t('form.wish.none') },
          { value: 'price', label: t('form.wish.price') },
          { value: 'attribute', label: t('form.wish.attribute') },
        ]}
      />
      {about === 'attribute' && <NameField path={[...wants, 'attribute']} label={t('form.wish.attribute')} />}
      {about !== '' && (
        <>
          <PickField
            path={[...wants, 'compare']}
            label={t('form.wish.compare')}
            options={[
              { value: 'at_most', label: t('form.wish.atMost') },
              { value: 'at_least', label: t('form.wish.atLeast') },
            ]}
          />
          <Weight path={path} />
        </>
      )}
    </Group>
  );
}
