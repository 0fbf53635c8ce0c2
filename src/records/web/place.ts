// Where a page of records stands: "/processing/activity/B-0001".

import { useLocation } from '@tanstack/react-router';

export interface Place {
  room: string;
  kind: string;
  number: string;
}

export function usePlace(): Place {
  const [room = '', kind = '', number = ''] = useLocation()
    .pathname.split('/')
    .slice(1)
    .map(decodeURIComponent);
  return { room, kind, number };
}
