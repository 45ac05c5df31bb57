import { useLanguage } from '../../lib/i18n';
import type { CurrencyLike } from '../../lib/money';
import type { Bounds, TypedUnit } from '../../lib/typed';
import { NumberField } from '../../ui/number-field';

type GivenFieldProps = {
  label: string;
  /** What the reader gave; what is computed with otherwise, and where that comes from. */
  given: number | undefined;
  usual: number;
  origin?: 'example' | 'base';
  unit: TypedUnit;
  currency: CurrencyLike;
  bounds: Bounds;
  onChange: (value: number | undefined) => void;
};

/** A number of a calculator that needs no base: an example until the reader types their own. */
export function GivenField({ given, usual, origin = 'example', ...field }: GivenFieldProps) {
  const { t } = useLanguage();
  const isGiven = given !== undefined;
  return <NumberField {...field} value={given ?? usual} given={isGiven} note={t(isGiven ? 'planning.typed' : `planning.${origin}`)} />;
}
