// The address names a kind of record that there is not.

import { IconFileUnknown } from '@tabler/icons-react';
import { Empty } from '@web/components/empty.tsx';
import { useText } from '@web/text/texts.tsx';

export function NoSuchKind() {
  const { t } = useText();
  return (
    <Empty
      icon={IconFileUnknown}
      title={t('records.no_kind.title')}
      what={t('records.no_kind.what')}
    />
  );
}
