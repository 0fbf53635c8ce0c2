// The kind of record that the address names; there may be none such.

import { IconFileUnknown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';

import { Empty } from '@web/components/empty.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { useText } from '@web/text/texts.tsx';
import type { ReactNode } from 'react';

import { usePlace } from './place.ts';
import { type Kind, kindsQuery } from './query.ts';

export function WithKind({ children }: { children: (kind: Kind) => ReactNode }) {
  const { t, language } = useText();
  const { room, kind: name } = usePlace();
  const kinds = useQuery(kindsQuery(room, language));
  return (
    <Loaded from={kinds}>
      {(data) => {
        const kind = data.kinds.find((one) => one.kind === name);
        if (kind) return children(kind);
        return (
          <Empty
            icon={IconFileUnknown}
            title={t('records.no_kind.title')}
            what={t('records.no_kind.what')}
          />
        );
      }}
    </Loaded>
  );
}
