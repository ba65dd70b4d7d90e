// One order and its chat, at the inline end; on narrow screens one of the two at a time.
import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Order, OrderDetail } from '../api/types';
import { ChatPane } from '../chat/chat_pane';
import { useI18n } from '../i18n';
import { sideBySide, useMedia } from '../lib/media';
import { useDesk, useOrder } from '../live/desk_context';
import { useConversations } from '../live/use_conversations';
import { IconButton } from '../ui/button';
import { LoadError, Loading } from '../ui/states';
import { OrderPane } from './order_pane';
import { StatusBadge } from './status_badge';
import { TimePill } from './time_pill';
import { useOrderDetail } from './use_order_detail';

interface OrderDrawerProps {
  orderId: string | undefined;
  conversationId: string | undefined;
  onClose: () => void;
}

export default function OrderDrawer({ orderId, conversationId, onClose }: OrderDrawerProps) {
  const [open, setOpen] = useState(true);
  // Another order while this one closes: open again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the ids are what it reacts to
  useEffect(() => setOpen(true), [orderId, conversationId]);
  const both = orderId !== undefined;
  return (
    <Dialog.Root
      open={open}
      onOpenChange={setOpen}
      onOpenChangeComplete={(now) => {
        if (!now) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop fixed inset-0 z-40 bg-black/45" />
        <Dialog.Popup
          className={`drawer fixed inset-y-0 end-0 z-50 flex w-full flex-col bg-canvas shadow-drawer outline-none md:max-w-[32rem] ${both ? 'lg:max-w-[57rem]' : ''}`}
        >
          {orderId ? (
            <OrderView orderId={orderId} />
          ) : conversationId ? (
            <ChatOnly conversationId={conversationId} />
          ) : null}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Close() {
  const { t } = useI18n();
  return (
    <Dialog.Close render={<IconButton label={t('close')} look="ghost" className="shrink-0" />}>
      <X size={22} aria-hidden />
    </Dialog.Close>
  );
}

function OrderView({ orderId }: { orderId: string }) {
  const { t } = useI18n();
  const { business } = useDesk();
  const detail = useOrderDetail(orderId);
  const live = useOrder(orderId);
  const order = live ?? detail.data?.order;
  return (
    <>
      <header className="safe-block-start shrink-0 border-b border-line bg-surface">
        <div className="flex min-h-16 items-center gap-3 ps-4 pe-2">
          <Dialog.Title className="text-[1.25rem] font-bold">
            {order ? t('orderDetails', { number: `\u2066#${order.number}\u2069` }) : t('orders')}
          </Dialog.Title>
          {order ? <StatusBadge order={order} /> : null}
          <span className="grow" />
          {order ? <TimePill order={order} timezone={business.timezone} /> : null}
          <Close />
        </div>
      </header>
      {order ? (
        <OrderAndChat order={order} detail={detail.data} />
      ) : detail.isError ? (
        <LoadError error={detail.error} onRetry={() => void detail.refetch()} />
      ) : (
        <Loading />
      )}
    </>
  );
}

function OrderAndChat({ order, detail }: { order: Order; detail: OrderDetail | undefined }) {
  const { t } = useI18n();
  const both = useMedia(sideBySide);
  const [tab, setTab] = useState<'order' | 'chat'>('order');
  const chat = order.conversationId ? (
    <ChatPane
      conversationId={order.conversationId}
      customerId={order.customer.id}
      name={order.customer.name}
    />
  ) : (
    <p className="m-auto p-8 text-center text-mute">{t('chatNone')}</p>
  );
  if (both) {
    return (
      <div className="grid min-h-0 grow grid-cols-[1fr_24rem]">
        <OrderPane order={order} detail={detail} />
        <section aria-label={t('tabChat')} className="flex min-h-0 flex-col border-s border-line">
          {chat}
        </section>
      </div>
    );
  }
  return (
    <>
      <div role="tablist" className="grid shrink-0 grid-cols-2 border-b border-line bg-surface">
        {(['order', 'chat'] as const).map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            id={`tab-${one}`}
            aria-selected={tab === one}
            aria-controls="tab-panel"
            onClick={() => setTab(one)}
            className={`min-h-12 border-b-3 text-meta font-semibold ${tab === one ? 'border-brand text-brand' : 'border-transparent text-mute'}`}
          >
            {t(one === 'order' ? 'tabOrder' : 'tabChat')}
          </button>
        ))}
      </div>
      <div
        role="tabpanel"
        id="tab-panel"
        aria-labelledby={`tab-${tab}`}
        className="flex min-h-0 grow flex-col"
      >
        {tab === 'order' ? <OrderPane order={order} detail={detail} /> : chat}
      </div>
    </>
  );
}

function ChatOnly({ conversationId }: { conversationId: string }) {
  const { t } = useI18n();
  const conversation = useConversations().find((one) => one.id === conversationId);
  const name = conversation?.customer.name ?? '';
  return (
    <>
      <header className="safe-block-start shrink-0 border-b border-line bg-surface">
        <div className="flex min-h-16 items-center gap-3 ps-4 pe-2">
          <Dialog.Title className="min-w-0 truncate text-[1.25rem] font-bold">
            {name ? t('chatWith', { name }) : t('chats')}
          </Dialog.Title>
          <span className="grow" />
          <Close />
        </div>
      </header>
      <ChatPane
        conversationId={conversationId}
        customerId={conversation?.customer.id}
        name={name}
      />
    </>
  );
}
