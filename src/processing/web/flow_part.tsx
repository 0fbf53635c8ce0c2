// On the page of an activity: the journey of its data.

import { useQuery } from '@tanstack/react-query';

import { get } from '@web/api/client.ts';
import { postFile } from '@web/api/post_file.ts';
import { Loaded } from '@web/components/loaded.tsx';
import type { RecordPartProps } from '@web/record_part.ts';
import { useText } from '@web/text/texts.tsx';

import styles from './derived.module.css';
import { Files } from './files.tsx';
import { FlowPicture } from './flow.tsx';
import { flowFormats } from './flow_page.tsx';

export function FlowPart({ number, version }: RecordPartProps) {
  const { t, language } = useText();
  const flow = useQuery({
    queryKey: ['records', 'processing', 'flow', number, version, language],
    queryFn: ({ signal }) =>
      get('/api/processing/flows/{activity}', { path: { activity: number }, signal }),
  });
  return (
    <section aria-labelledby="flow">
      <div className={styles.head_row}>
        <h2 id="flow" className={styles.title}>
          {t('processing.flow.part')}
        </h2>
        <Files
          name={`data-flow-${number}`}
          formats={flowFormats}
          make={(format, spoken) =>
            postFile('/api/processing/flows/files', { body: { number, format, language: spoken } })
          }
        />
      </div>
      <Loaded from={flow}>
        {(data) =>
          data.nodes.length === 0 ? (
            <p className={styles.hint}>{t('processing.flow.none_what')}</p>
          ) : (
            <FlowPicture flow={data} />
          )
        }
      </Loaded>
    </section>
  );
}
