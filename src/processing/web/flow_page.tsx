// The journey of the data through the whole organisation.

import { IconListDetails } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';

import { get } from '@web/api/client.ts';
import { postFile } from '@web/api/post_file.ts';
import { Empty } from '@web/components/empty.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { useText } from '@web/text/texts.tsx';

import { Files } from './files.tsx';
import { FlowPicture } from './flow.tsx';

export const flowFormats = ['pdf', 'docx', 'html'] as const;

export default function FlowPage() {
  const { t, language } = useText();
  const flow = useQuery({
    queryKey: ['records', 'processing', 'flow', '', language],
    queryFn: ({ signal }) => get('/api/processing/flows', { signal }),
  });
  return (
    <>
      <PageHead
        title={t('processing.flow.title')}
        purpose={t('processing.flow.purpose')}
        law="GDPR art. 30"
        actions={
          <Files
            name="data-flow"
            formats={flowFormats}
            make={(format, spoken) =>
              postFile('/api/processing/flows/files', { body: { format, language: spoken } })
            }
          />
        }
      />
      <Loaded from={flow}>
        {(data) =>
          data.nodes.length === 0 ? (
            <Empty
              icon={IconListDetails}
              title={t('processing.flow.none')}
              what={t('processing.flow.none_what')}
              step={
                <PageLink to="/processing/activity/new">
                  {t('processing.completeness.write')}
                </PageLink>
              }
            />
          ) : (
            <FlowPicture flow={data} />
          )
        }
      </Loaded>
    </>
  );
}
