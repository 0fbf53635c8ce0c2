// Own searches that were noticed, each with the place to say why.

import { IconChecks } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Empty } from '@web/components/empty.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { useText } from '@web/text/texts.tsx';

import { AlarmNotice } from './alarm_notice.tsx';
import { OwnClearances } from './own_clearances.tsx';
import { ownAlarmsQuery } from './today.ts';

export default function OwnAlarmsPage() {
  const { t } = useText();
  const query = useQuery(ownAlarmsQuery);
  return (
    <>
      <PageHead
        title={t('subjects.own_alarms.title')}
        purpose={t('subjects.own_alarms.purpose')}
        law="GDPR art. 32"
      />
      <Loaded from={query}>
        {({ alarms }) =>
          alarms.length > 0 ? (
            alarms.map((alarm) => (
              <section key={alarm.alarm}>
                <Moment at={alarm.at} exact /> {alarm.reference}
                <AlarmNotice raised={alarm} />
              </section>
            ))
          ) : (
            <Empty
              icon={IconChecks}
              title={t('subjects.own_alarms.none')}
              what={t('subjects.own_alarms.none_what')}
            />
          )
        }
      </Loaded>
      <OwnClearances />
    </>
  );
}
