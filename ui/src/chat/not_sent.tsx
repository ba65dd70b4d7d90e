import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import { request } from '../api/client';
import type { Message } from '../api/types';
import { useI18n } from '../i18n';
import { why } from '../lib/why';
import { useDesk } from '../live/desk_context';
import { Button } from '../ui/button';
import { RawWords } from '../ui/raw_words';
import { showToast } from '../ui/toasts';
import { failureWords, mayTryAgain } from './failure_words';
import { mayWrite } from './may_write';

/** Why a message did not reach the customer, and a second try where one makes sense. */
export function NotSent({ message }: { message: Message }) {
  const i18n = useI18n();
  const { desk, business } = useDesk();
  const [asking, setAsking] = useState(false);
  const { text, raw } = failureWords(message, i18n);
  const sendAgain = async () => {
    setAsking(true);
    try {
      await request(
        'POST',
        `/api/businesses/${desk.businessId}/dead-letters/${message.id}/replay`,
        { body: {} },
      );
      desk.messages.apply([{ ...message, status: 'queued', replayable: false }]);
    } catch (error) {
      showToast({ text: i18n.t('notSaved', { why: why(error, i18n) }), tone: 'bad' });
    } finally {
      setAsking(false);
    }
  };
  return (
    <>
      <p className="text-caption font-medium text-late">{i18n.t('messageFailed', { why: text })}</p>
      <RawWords lines={[raw]} />
      {mayTryAgain(message) && mayWrite(business) ? (
        <Button
          look="outline"
          disabled={asking}
          onClick={() => void sendAgain()}
          className="self-end"
        >
          <RotateCw size={16} aria-hidden />
          {i18n.t('sendAgain')}
        </Button>
      ) : null}
    </>
  );
}
