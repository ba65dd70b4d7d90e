import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { faults } from '../test/axe';
import { show } from '../test/harness';
import { Fault } from './fault';

it('announces itself and stays the main landmark', async () => {
  show(<Fault error={new Error('x')} reset={() => {}} />);
  expect(screen.getByRole('main').contains(screen.getByRole('alert'))).toBe(true);
  expect(await faults()).toEqual([]);
});
