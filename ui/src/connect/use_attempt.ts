// One attempt, followed until it rests: it is asked for once a second while the server works on it.
import { useCallback, useEffect, useRef, useState } from 'react';
import { get, request } from '../api/client';
import type { Attempt } from '../api/whatsapp_types';

const askEvery = 1000;

export interface FollowedAttempt {
  attempt: Attempt | null;
  /** The last question went unanswered. */
  lost: boolean;
  follow: (attempt: Attempt | null) => void;
  retry: (more: { pin?: string; phoneNumberId?: string }) => Promise<void>;
}

export function useAttempt(businessId: string, first: Attempt | null): FollowedAttempt {
  const [attempt, setAttempt] = useState(first);
  const [lost, setLost] = useState(false);
  const latest = useRef(attempt);
  latest.current = attempt;
  const path = `/api/businesses/${businessId}/whatsapp/attempts`;
  const id = attempt?.id;
  const runs = attempt?.state === 'running';
  useEffect(() => {
    if (!id || !runs) return;
    const asked = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      try {
        const answer = await get<{ attempt: Attempt }>(`${path}/${id}`, {}, asked.signal);
        if (asked.signal.aborted) return;
        setLost(false);
        setAttempt(answer.attempt);
        if (answer.attempt.state !== 'running') return;
      } catch {
        if (asked.signal.aborted) return;
        setLost(true);
      }
      timer = setTimeout(() => void ask(), askEvery);
    };
    timer = setTimeout(() => void ask(), askEvery);
    return () => {
      asked.abort();
      clearTimeout(timer);
    };
  }, [id, runs, path]);
  const retry = useCallback(
    async (more: { pin?: string; phoneNumberId?: string }) => {
      if (!latest.current) return;
      const answer = await request<{ attempt: Attempt }>(
        'POST',
        `${path}/${latest.current.id}/retry`,
        { body: more },
      );
      setAttempt(answer.attempt);
    },
    [path],
  );
  return { attempt, lost, follow: setAttempt, retry };
}
