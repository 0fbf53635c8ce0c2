// What a page asked the server for: its shape while it is on its way, a failure with a way on, or
// the thing itself. What was shown stays while it is asked for again.

import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { Failure } from './failure.tsx';
import { TableShape } from './shapes.tsx';

interface LoadedProps<T> {
  from: UseQueryResult<T>;
  shape?: ReactNode;
  children: (data: T) => ReactNode;
}

export function Loaded<T>({ from, shape = <TableShape />, children }: LoadedProps<T>) {
  if (from.data !== undefined) return children(from.data);
  if (from.isError) return <Failure error={from.error} again={() => void from.refetch()} />;
  return shape;
}
