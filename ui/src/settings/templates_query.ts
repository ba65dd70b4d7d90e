import { useQuery } from '@tanstack/react-query';
import { get } from '../api/client';
import type { OrderTemplate, Template } from '../api/whatsapp_types';
import { orderTemplatesKey, templatesKey } from '../live/desk';

export interface TemplateList {
  templates: Template[];
  syncedAt: string | null;
}

export interface OrderTemplateList {
  orderTemplates: OrderTemplate[];
}

export function useTemplates(businessId: string) {
  return useQuery({
    queryKey: templatesKey(businessId),
    queryFn: ({ signal }) =>
      get<TemplateList>(`/api/businesses/${businessId}/templates`, {}, signal),
  });
}

export function useOrderTemplates(businessId: string) {
  return useQuery({
    queryKey: orderTemplatesKey(businessId),
    queryFn: ({ signal }) =>
      get<OrderTemplateList>(`/api/businesses/${businessId}/order-templates`, {}, signal),
  });
}
