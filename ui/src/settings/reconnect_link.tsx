import type { WhatsappAccount } from '../api/whatsapp_types';
import { useI18n } from '../i18n';
import { connectHref } from '../lib/connect_href';
import { managerHref } from '../lib/manager_href';
import { useDesk } from '../live/desk_context';
import { outlineLink } from '../ui/link_look';

export function ReconnectLink({ look = outlineLink }: { look?: string }) {
  const { t } = useI18n();
  const { desk } = useDesk();
  return (
    <a href={connectHref(desk.businessId, { again: 1 })} className={look}>
      {t('alertToConnect')}
    </a>
  );
}

export function ManagerLink(props: { account?: WhatsappAccount; href?: string | null }) {
  const { t } = useI18n();
  return (
    <a
      href={props.href || managerHref(props.account)}
      target="_blank"
      rel="noreferrer"
      className={outlineLink}
    >
      {t('alertToManager')}
    </a>
  );
}
