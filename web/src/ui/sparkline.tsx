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
  const points = values.map((value, index) =>
    value === null ? null : { x: edge + index * step, y: height - edge - ((value - low) / span) * (height - 2 * edge) },
  );
  // Where a value is missing the line is broken: nothing is known in between.
  const path = points
    .map((point, index) => {
      if (point === null) return '';
      return `${(points[index - 1] ?? null) === null ? 'M' : 'L'}${point.x.toFixed(1)} ${point.y.toFixed(1)}`;
    })
    .join('');
  const last = points.at(-1) ?? null;

  return (
    <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={label} style={{ maxWidth: '100%' }}>
      <path d={path} fill="none" stroke="var(--mark)" strokeWidth="1.5" strokeLinejoin="round" opacity="0.75" />
      {last !== null && <circle cx={last.x} cy={last.y} r="2.5" fill="var(--mark)" />}
    </svg>
  );
}
