// Who has looked at a person, newest first: each entry about him, with who, what and why. Asking is
// a look of its own and needs a reason.

import { IconListDetails } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Empty } from '@web/components/empty.tsx';
import { Failure } from '@web/components/failure.tsx';
import { More } from '@web/components/more.tsx';
import { TableShape } from '@web/components/shapes.tsx';
import { Table } from '@web/components/table.tsx';
import { useText } from '@web/text/texts.tsx';

import { useColumns } from './columns.tsx';
import { look, type Page } from './looking.ts';

export function LookedAt({ person, reference }: { person: string; reference: string }) {
  const { t } = useText();
  const query = useInfiniteQuery({
    queryKey: ['evidence', 'looked at', person, reference],
    initialPageParam: '',
    getNextPageParam: (page: Page) => page.next ?? undefined,
    queryFn: ({ pageParam, signal }) => look({ reference, person, cursor: pageParam }, signal),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry: false,
  });
  const columns = useColumns(true).filter(({ name }) => !['object', 'criterion'].includes(name));
  const entries = query.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <>
      {query.isPending && <TableShape rows={4} />}
      {query.isError && <Failure error={query.error} again={() => void query.refetch()} />}
      {query.isSuccess && entries.length === 0 && (
        <Empty
          small
          icon={IconListDetails}
          title={t('evidence.looked.nobody')}
          what={t('evidence.looked.nobody_what')}
        />
      )}
      {entries.length > 0 && (
        <Table
          caption={t('evidence.looked.title')}
          columns={columns}
          rows={entries}
          keyOf={(entry) => entry.id}
        />
      )}
      <More query={query} label={t('evidence.page.more')} />
    </>
  );
}
