import type { Tone } from '../ui/notice';

export const statusTone = (status: string): Tone =>
  status === 'APPROVED'
    ? 'good'
    : status === 'PENDING' || status === 'IN_APPEAL'
      ? 'plain'
      : status === 'REJECTED' || status === 'DISABLED'
        ? 'bad'
        : 'warning';
