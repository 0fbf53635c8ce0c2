// Pages that are not there, or not for this person.

import { IconLock, IconMapQuestion } from '@tabler/icons-react';
import { Empty } from '@web/components/empty.tsx';
import { PageLink } from '@web/components/link.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { type PlainKey, useText } from '@web/text/texts.tsx';

export function NotFound() {
  const { t } = useText();
  return (
    <>
      <PageHead title={t('web.nowhere.title')} />
      <Empty
        icon={IconMapQuestion}
        title={t('web.nowhere.not_found')}
        what={t('web.nowhere.not_found_what')}
        step={<PageLink to="/">{t('web.nowhere.to_overview')}</PageLink>}
      />
    </>
  );
}

export function NotAllowed({ title }: { title: PlainKey }) {
  const { t } = useText();
  return (
    <>
      <PageHead title={t(title)} />
      <Empty
        icon={IconLock}
        title={t('web.nowhere.not_allowed')}
        what={t('web.nowhere.not_allowed_what')}
        step={<PageLink to="/">{t('web.nowhere.to_overview')}</PageLink>}
      />
    </>
  );
}
