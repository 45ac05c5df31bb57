type SparklineProps = { values: readonly (number | null)[]; label: string };

const width = 120;
const height = 28;
const edge = 3;

/** The course of one figure at a glance. Time runs left to right in every language. */
export function Sparkline({ values, label }: SparklineProps) {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return <svg width={width} height={height} aria-hidden="true" />;
  const low = Math.min(...known);
  const span = Math.max(...known) - low || 1;
  const step = (width - 2 * edge) / (values.length - 1);
  const points = values.flatMap((value, index) =>
    value === null ? [] : [{ x: edge + index * step, y: height - edge - ((value - low) / span) * (height - 2 * edge) }],
  );
  const path = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
  const last = points.at(-1);

  return (
    <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={label} style={{ maxWidth: '100%' }}>
      <path d={path} fill="none" stroke="var(--mark)" strokeWidth="1.5" strokeLinejoin="round" opacity="0.75" />
      {last !== undefined && <circle cx={last.x} cy={last.y} r="2.5" fill="var(--mark)" />}
    </svg>
  );
}
