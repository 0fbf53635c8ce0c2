// Server-sent events of one address, for as long as something goes on.

import { useEffect, useState } from 'react';

/// The last event of that kind; nothing before the first. An empty address asks for nothing. The
/// browser comes back by itself where the connection is lost; `ended` is told once, by `isLast`.
export function useEvents<T>(
  address: string,
  kind: string,
  isLast: (data: T) => boolean,
  ended: (data: T) => void,
): T | undefined {
  const [last, setLast] = useState<T>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what to do at the end may change while it goes on
  useEffect(() => {
    if (!address) return;
    const source = new EventSource(address);
    source.addEventListener(kind, (event) => {
      const data = JSON.parse((event as MessageEvent<string>).data) as T;
      setLast(data);
      if (!isLast(data)) return;
      source.close();
      ended(data);
    });
    return () => source.close();
  }, [address, kind]);
  return last;
}
