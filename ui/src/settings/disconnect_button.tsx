import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { request } from '../api/client';
import type { WhatsappAccount } from '../api/whatsapp_types';
import { useI18n } from '../i18n';
import { asPhone } from '../lib/phone';
import { why } from '../lib/why';
import { businessKey, whatsappKey } from '../live/desk';
import { useDesk } from '../live/desk_context';
import { Button } from '../ui/button';
import { showToast } from '../ui/toasts';

const Confirm = lazy(() => import('../ui/confirm').then((all) => ({ default: all.Confirm })));

export function DisconnectButton({ account }: { account: WhatsappAccount }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { desk } = useDesk();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const disconnect = useMutation({
    mutationFn: () => request('DELETE', `/api/businesses/${desk.businessId}/whatsapp`),
    onSuccess: async () => {
      showToast({ text: t('waDisconnected') });
      await queries.invalidateQueries({ queryKey: whatsappKey(desk.businessId) });
      await queries.invalidateQueries({ queryKey: businessKey(desk.businessId) });
    },
    onError: (error) => showToast({ text: t('notSaved', { why: why(error, i18n) }), tone: 'bad' }),
  });
  return (
    <>
      <Button
        look="dangerOutline"
        className="ms-auto"
        disabled={disconnect.isPending}
        onClick={() => setAsking(true)}
      >
        {t('waDisconnect')}
      </Button>
      {asking ? (
        <Suspense>
          <Confirm
            title={t('waDisconnectTitle', { number: asPhone(account.phoneNumber) })}
            confirm={t('waDisconnectConfirm')}
            onConfirm={() => disconnect.mutate()}
            onClose={() => setAsking(false)}
          >
            <p className="mb-2">{t('waDisconnectLead')}</p>
            <ul className="ms-5 flex list-disc flex-col gap-1">
              <li>{t('waDisconnectOrders')}</li>
              <li>{t('waDisconnectKept')}</li>
              <li>{t('waDisconnectToken')}</li>
              {account.isCoexistence ? <li>{t('waDisconnectApp')}</li> : null}
            </ul>
          </Confirm>
        </Suspense>
      ) : null}
    </>
  );
}
