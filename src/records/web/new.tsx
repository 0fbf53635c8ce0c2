// A new record of a kind.

import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

import { post } from '@web/api/client.ts';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { useText } from '@web/text/texts.tsx';

import { Form } from './form.tsx';
import { usePlace } from './place.ts';
import { of } from './query.ts';
import { WithKind } from './with_kind.tsx';

export default function NewRecord() {
  const { t } = useText();
  const { room, kind: name } = usePlace();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { done } = useNotices();
  const go = (to: string) => void navigate({ to: to as '/' });
  return (
    <WithKind>
      {(kind) => (
        <>
          <PageHead
            title={t('records.new.title', { kind: kind.label })}
            purpose={kind.about}
            law={kind.law}
          />
          <Form
            kind={kind}
            values={{}}
            links={{}}
            submit={t('records.form.make')}
            save={(fields) =>
              post(of(room, '/api/processing/{kind}'), { path: { kind: name }, body: { fields } })
            }
            saved={(record) => {
              void client.invalidateQueries({ queryKey: ['records', room] });
              done(t('records.form.made', { record: `${record.number} ${record.title}` }));
              go(`/${room}/${name}/${record.number}`);
            }}
            back={() => go(`/${room}/${name}`)}
          />
        </>
      )}
    </WithKind>
  );
}

// What other rooms' pages make forms of (records.ts): in this file, which is loaded for a form anyway.
export { Inputs } from './input.tsx';
export { PartInputs } from './part_inputs.tsx';
export { jumpTo, PartList } from './parts.tsx';
export { kindsQuery, partsOf, recordQuery, tidied } from './query.ts';
