import { useQuery } from '@tanstack/react-query';
import { get } from '../api/client';
import type { Conversation } from '../api/types';
import { conversationsKey } from './desk';
import { useDesk } from './desk_context';

const none: readonly Conversation[] = [];

export function useConversationsQuery() {
  const { desk } = useDesk();
  return useQuery({
    queryKey: conversationsKey(desk.businessId),
    queryFn: ({ signal }) =>
      get<{ conversations: Conversation[] }>(
        '/api/conversations',
        { businessId: desk.businessId },
        signal,
      ),
  });
}

export const useConversations = (): readonly Conversation[] =>
  useConversationsQuery().data?.conversations ?? none;
