import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLanguage } from '../../lib/i18n';
import { useFormat } from '../../lib/format';
import classes from './step.module.css';

type StepProps = { number: number; title: string; now: boolean; done: boolean; children?: ReactNode };

/** A step with its number, or the tick when it is done. */
export function Step({ number, title, now, done, children }: StepProps) {
  const { t } = useLanguage();
  const format = useFormat();
  return (
    <li className={classes['step']} data-now={now ? '' : undefined} aria-current={now ? 'step' : undefined}>
      <span className={classes['mark']} data-done={done ? '' : undefined}>
        {done ? <Check size={15} aria-label={t('setup.done')} /> : format.number(number)}
      </span>
      <div className={classes['body']}>
        <h3>{title}</h3>
        {children}
      </div>
    </li>
  );
}
