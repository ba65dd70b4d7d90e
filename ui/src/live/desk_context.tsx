import { useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  type ReactNode,
  use,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import type { BusinessSummary, Message, Order } from '../api/types';
import type { LaneMap } from '../store/order_store';
import { Desk, type DeskState } from './desk';

interface DeskContextValue {
  desk: Desk;
  business: BusinessSummary;
}

const Context = createContext<DeskContextValue | null>(null);

export function useDesk(): DeskContextValue {
  const value = use(Context);
  if (!value) throw new Error('DeskProvider is missing');
  return value;
}

export function DeskProvider(props: {
  business: BusinessSummary;
  dayStartsAt: string;
  children: ReactNode;
}) {
  const { business, dayStartsAt } = props;
  const queries = useQueryClient();
  const [desk, setDesk] = useState<Desk | null>(null);
  const { id, timezone } = business;
  useEffect(() => {
    const made = new Desk(id, timezone, dayStartsAt, queries);
    made.start();
    setDesk(made);
    return () => made.stop();
  }, [id, timezone, dayStartsAt, queries]);
  if (desk?.businessId !== id) return null;
  return <Context value={{ desk, business }}>{props.children}</Context>;
}

/** For tests, which bring their own desk. */
export const DeskContext = Context;

export function useDeskState(): DeskState {
  const { desk } = useDesk();
  return useSyncExternalStore(desk.subscribe, desk.getState);
}

export function useLanes(): LaneMap {
  const { desk } = useDesk();
  return useSyncExternalStore(desk.orders.subscribe, desk.orders.getLanes);
}

export function useOrder(id: string): Order | undefined {
  const { desk } = useDesk();
  return useSyncExternalStore(desk.orders.subscribe, () => desk.orders.get(id));
}

export function useMessages(conversationId: string): readonly Message[] {
  const { desk } = useDesk();
  return useSyncExternalStore(desk.messages.subscribe, () => desk.messages.list(conversationId));
}
