// The button under a list that was fetched page by page: the next page is added below.

import { Button } from '@mantine/core';

interface MoreProps {
  /// As useInfiniteQuery answers it.
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
  /// What comes: "Show older ones".
  label: string;
}

/// Nothing where there is no further page.
export function More({ query, label }: MoreProps) {
  if (!query.hasNextPage) return null;
  return (
    <Button
      mt="lg"
      variant="default"
      loading={query.isFetchingNextPage}
      onClick={() => void query.fetchNextPage()}
    >
      {label}
    </Button>
  );
}
