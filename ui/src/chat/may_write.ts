import type { BusinessSummary } from '../api/types';

/** Who answers customers (src/api/access/roles.hpp, messages and conversations). */
export const mayWrite = ({ role }: BusinessSummary): boolean =>
  role === 'owner' || role === 'manager' || role === 'cashier';
