import { useQuery } from '@tanstack/react-query';
import { get } from '../api/client';
import type { BusinessDetail } from '../api/types';
import { businessKey } from './desk';

export function useBusiness(businessId: string) {
  return useQuery({
    queryKey: businessKey(businessId),
    queryFn: ({ signal }) => get<BusinessDetail>(`/api/businesses/${businessId}`, {}, signal),
  });
}
