import { type ComponentType, lazy, Suspense } from 'react';
import type { PageIconName } from './page-icons';

type Drawn = ComponentType<{ name: PageIconName; size: number; color?: string | undefined }>;

/** When they can not be loaded, the page does without. */
const Drawing = lazy<Drawn>(() => import('./page-icons').then(({ PageIconDrawing }) => ({ default: PageIconDrawing }), () => ({ default: Nothing })));

function Nothing() {
  return null;
}

/** The picture of a page. The pictures come in a file of their own after the first view; their place is kept. */
export function PageIcon({ name, size, color }: { name: PageIconName; size: number; color?: string }) {
  const place = <span style={{ display: 'inline-block', width: size, height: size, flex: 'none' }} aria-hidden />;
  return (
    <Suspense fallback={place}>
      <Drawing name={name} size={size} color={color} />
    </Suspense>
  );
}
