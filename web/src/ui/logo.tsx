export function Logo({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="#17677c" />
      <g fill="#fff">
        <circle cx="10" cy="22" r="3" />
        <circle cx="16" cy="15" r="3" opacity=".85" />
        <circle cx="22.5" cy="9" r="3.5" opacity=".7" />
      </g>
    </svg>
  );
}
