// Finding a person: first why, then what is known of him, then where something matched. What the
// rows say is not shown before somebody has said which of them are the person.

import { useMutation } from '@tanstack/react-query';
import { Failure } from '@web/components/failure.tsx';
import { PageLink } from '@web/components/link.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { TableShape } from '@web/components/shapes.tsx';
import { useText } from '@web/text/texts.tsx';

import { search } from './asking.ts';
import { Criteria } from './criteria.tsx';
import { useReason } from './reason.ts';
import { ReasonForm } from './reason_form.tsx';
import { Results } from './results.tsx';
import styles from './search.module.css';

export default function SearchPage() {
  const { t } = useText();
  const reason = useReason();
  const { mutate, data, error, isPending, reset } = useMutation({
    mutationFn: (criteria: string[]) => search(criteria, reason),
  });
  return (
    <>
      <PageHead
        title={t('subjects.search.title')}
        purpose={t('subjects.search.purpose')}
        law="GDPR art. 5.1, 15"
      />
      <ReasonForm />
      {reason && (
        <Criteria
          busy={isPending}
          search={(criteria) => {
            reset();
            mutate(criteria);
          }}
        />
      )}
      {isPending && <TableShape rows={3} />}
      {error && <Failure error={error} />}
      {reason && data && <Results found={data} reason={reason} />}
      <p className={styles.own}>
        <PageLink to="/subjects/own">{t('subjects.search.own')}</PageLink>
      </p>
    </>
  );
}
