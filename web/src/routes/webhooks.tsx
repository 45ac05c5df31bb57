import { getRouteApi } from '@tanstack/react-router';
import { useLanguage } from '../lib/i18n';
import { Choice } from '../ui/choice';
import { Page } from '../ui/page';
import { WebhooksIn } from './webhooks-in';
import { WebhooksOut } from './webhooks-out';

const route = getRouteApi('/shell/webhooks');
const sides = ['outgoing', 'incoming'] as const;

export function WebhooksPage() {
  const { t } = useLanguage();
  const { side = 'outgoing', open } = route.useSearch();
  const navigate = route.useNavigate();
  const choose = (id: string | undefined) => void navigate({ search: (old) => ({ ...old, open: id }), resetScroll: false });
  return (
    <Page
      title={t('nav.webhooks')}
      lead={t(`hook.lead.${side}`)}
      actions={
        <Choice
          label={t('hook.side.label')}
          value={side}
          options={sides.map((value) => ({ value, label: t(`hook.side.${value}`) }))}
          onChange={(next) => void navigate({ search: next === 'outgoing' ? {} : { side: next } })}
        />
      }
    >
      {side === 'outgoing' ? <WebhooksOut open={open} onOpen={choose} /> : <WebhooksIn open={open} onOpen={choose} />}
    </Page>
  );
}
