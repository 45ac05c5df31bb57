import { Text } from '@mantine/core';
import type { CatalogueDecision, EventKind } from '../../api/types';
import type { Translate } from '../../lib/i18n';

/** What an event is called: its name, or its kind when its events have none. */
export function eventTitle(t: Translate, kind: EventKind, name: string): string {
  return name === '' ? t(`source.event.${kind}`) : name;
}

/** A decision in words. */
export function decided(t: Translate, { decision, to }: CatalogueDecision) {
  return (
    <Text span fz="xs" fw={550} data-decision={decision}>
      {t(`catalogue.decided.${decision}`)}
      {to !== null && (
        <>
          {' '}
          <bdi>{to}</bdi>
        </>
      )}
    </Text>
  );
}
