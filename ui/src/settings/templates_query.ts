import { useQuery } from '@tanstack/react-query';
import { get } from '../api/client';
import type { Template } from '../api/whatsapp_types';
import { templatesKey } from '../live/desk';

export interface TemplateList {
  templates: Template[];
  syncedAt: string | null;
}

export function useTemplates(businessId: string) {
  return useQuery({
    queryKey: templatesKey(businessId),
    queryFn: ({ signal }) =>
      get<TemplateList>(`/api/businesses/${businessId}/templates`, {}, signal),
  });
}
