import { type ReactNode, useEffect, useRef, useState } from 'react';
import classes from './dashboards.module.css';

/** Draws what it holds when the reader comes near it, or prints: a long page asks for little at first. */
export function WhenSeen({ height, children }: { height: number; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (element === null || isSeen) return undefined;
    const observer = new IntersectionObserver((entries) => setSeen((before) => before || entries.some(({ isIntersecting }) => isIntersecting)), { rootMargin: '300px' });
    const print = () => setSeen(true);
    observer.observe(element);
    globalThis.addEventListener('beforeprint', print);
    return () => {
      observer.disconnect();
      globalThis.removeEventListener('beforeprint', print);
    };
  }, [isSeen]);
  return isSeen ? (
    children
  ) : (
    <div ref={place} className={classes['unseen']} style={{ height }} data-unseen />
  );
}
