import { Button, Menu } from '@mantine/core';
import { Bookmark } from 'lucide-react';
import type { CustomerView } from '../../api/types';
import { useLanguage } from '../../lib/i18n';

type ViewMenuProps = {
  views: readonly CustomerView[];
  /** The view that is open. */
  open: CustomerView | undefined;
  /** Whether what is shown is no longer what the view holds. */
  changed: boolean;
  onOpen: (view: CustomerView | undefined) => void;
  onSave: () => void;
  onUpdate: (view: CustomerView) => void;
  onManage: () => void;
};

/** The saved views: opened, saved, and on the way to be managed. */
export function ViewMenu({ views, open, changed, onOpen, onSave, onUpdate, onManage }: ViewMenuProps) {
  const { t } = useLanguage();
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <Button variant="default" leftSection={<Bookmark size={16} aria-hidden />} maw="100%">
          <bdi>{open === undefined ? t('customers.views.title') : `${open.name}${changed ? ' *' : ''}`}</bdi>
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah="70vh" style={{ overflowY: 'auto' }}>
        <Menu.Item onClick={() => onOpen(undefined)}>{t('customers.title')}</Menu.Item>
        {views.map((view) => (
          <Menu.Item key={view.id} onClick={() => onOpen(view)} {...(view.id === open?.id ? { 'aria-current': 'true' as const, fw: 600 } : {})}>
            <bdi>{view.name}</bdi>
          </Menu.Item>
        ))}
        <Menu.Divider />
        {open !== undefined && changed && open.is_own && <Menu.Item onClick={() => onUpdate(open)}>{t('customers.views.update')}</Menu.Item>}
        <Menu.Item onClick={onSave}>{t('customers.views.save')}</Menu.Item>
        {views.length > 0 && <Menu.Item onClick={onManage}>{t('customers.views.manage')}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
