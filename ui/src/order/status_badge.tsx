// A status is carried by its icon and word; the colour only helps.
import {
  BellRing,
  Bike,
  Check,
  CheckCheck,
  ChefHat,
  CircleX,
  type LucideIcon,
  PackageCheck,
} from 'lucide-react';
import type { Order, OrderStatus } from '../api/types';
import { useI18n } from '../i18n';
import { statusWord } from './words';

export const statusIcon: Record<OrderStatus, LucideIcon> = {
  pending: BellRing,
  confirmed: Check,
  preparing: ChefHat,
  ready: PackageCheck,
  out_for_delivery: Bike,
  delivered: CheckCheck,
  cancelled: CircleX,
};

export const statusLook: Record<OrderStatus, string> = {
  pending: 'bg-pending text-on-pending',
  confirmed: 'bg-confirmed text-on-confirmed',
  preparing: 'bg-preparing text-on-preparing',
  ready: 'bg-ready text-on-ready',
  out_for_delivery: 'bg-out text-on-out',
  delivered: 'bg-done text-on-done',
  cancelled: 'bg-done text-on-done border border-dashed border-field',
};

export function StatusBadge({ order }: { order: Pick<Order, 'status' | 'deliveryType'> }) {
  const Icon = statusIcon[order.status];
  return (
    <span
      className={`inline-flex shrink-0 items-center gap-1 rounded-full px-2.5 py-0.5 text-caption font-medium ${statusLook[order.status]}`}
    >
      <Icon size={14} aria-hidden />
      {statusWord(order, useI18n())}
    </span>
  );
}
