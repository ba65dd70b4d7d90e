import { useQuery } from '@tanstack/react-query';
import { get } from '../api/client';
import type { OrderDetail } from '../api/types';
import { orderKey } from '../live/desk';
import { useDesk } from '../live/desk_context';

/** The order with its customer and timeline; live events make it load again. */
export function useOrderDetail(orderId: string) {
  const { desk } = useDesk();
  return useQuery({
    queryKey: orderKey(desk.businessId, orderId),
    queryFn: async ({ signal }) => {
      const detail = await get<OrderDetail>(
        `/api/orders/${orderId}`,
        { businessId: desk.businessId },
        signal,
      );
      desk.orders.apply(detail.order);
      return detail;
    },
  });
}
