// The columns of a map with their filters, and what is said where there are none to show.

import { Button, NativeSelect, Switch, TextInput } from '@mantine/core';
import type { Read } from '@room/datamap/web/datamap.ts';
import { IconFilterOff, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Empty } from '@web/components/empty.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { useAddress } from '@web/components/use_address.ts';
import { may, useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';

import { useAnswering } from './answering.ts';
import styles from './map_page.module.css';
import { type Answers, answersQuery } from './queries.ts';
import { Review } from './review.tsx';
import { counted, filtered, groupsOf, type Show, unsureFirst } from './rows.ts';

const no_filter = { show: 'all', order: 'table', column: '' };

interface ColumnsProps {
  system: string;
  read: Read;
  before: Read | undefined;
}

function Looked({ system, read, before, answers }: ColumnsProps & { answers: Answers }) {
  const { t } = useText();
  const session = useSession();
  const [{ show, order, column }, change] = useAddress(no_filter);
  const { answer, takeBack } = useAnswering(system, session.account.name);
  const all = groupsOf(read.map, answers, before?.map);
  const wanted = filtered(all, { show: show as Show, find: column });
  const groups = order === 'unsure' ? unsureFirst(wanted) : wanted;
  const choices: [Show, string][] = [
    ['all', t('discovery.show.all', { count: counted(all, 'all') })],
    ['unsure', t('discovery.show.unsure', { count: counted(all, 'unsure') })],
    ['personal', t('discovery.show.personal', { count: counted(all, 'personal') })],
    ['special', t('discovery.show.special', { count: counted(all, 'special') })],
    ['waiting', t('discovery.show.waiting', { count: counted(all, 'waiting') })],
  ];
  if (before)
    choices.push(['differs', t('discovery.show.differs', { count: counted(all, 'differs') })]);
  const nobodys = read.map.tables.filter((table) => table.holds === 'reference');
  return (
    <>
      <div className={styles.filters}>
        <NativeSelect
          label={t('discovery.show.label')}
          value={show}
          onChange={(event) => change({ show: event.currentTarget.value })}
          data={choices.map(([value, label]) => ({ value, label }))}
        />
        <TextInput
          label={t('discovery.show.find')}
          leftSection={<IconSearch size={17} stroke={1.7} aria-hidden />}
          value={column}
          onChange={(event) => change({ column: event.currentTarget.value })}
        />
        <Switch
          className={styles.switch ?? ''}
          label={t('discovery.show.unsure_first')}
          checked={order === 'unsure'}
          onChange={(event) => change({ order: event.currentTarget.checked ? 'unsure' : 'table' })}
        />
      </div>
      {groups.length > 0 ? (
        <Review
          groups={groups}
          mayAnswer={may(session, 'discovery.answer')}
          answer={(rows, personal) => void answer(rows, personal)}
          takeBack={(rows) => void takeBack(rows)}
        />
      ) : (
        <Empty
          icon={IconFilterOff}
          title={all.length > 0 ? t('discovery.show.none') : t('discovery.show.nothing')}
          what={all.length > 0 ? t('discovery.show.none_what') : t('discovery.show.nothing_what')}
          step={
            all.length > 0 && (
              <Button variant="default" onClick={() => change(no_filter)}>
                {t('discovery.show.show_all')}
              </Button>
            )
          }
        />
      )}
      {nobodys.length > 0 && (
        <details className={styles.nobodys}>
          <summary>{t('discovery.show.nobodys', { count: nobodys.length })}</summary>
          <ul>
            {nobodys.map((table) => (
              <li key={table.table}>
                <strong>{table.table}</strong> {table.reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

export function Columns(props: ColumnsProps) {
  const answers = useQuery(answersQuery(props.system));
  return <Loaded from={answers}>{(data) => <Looked {...props} answers={data} />}</Loaded>;
}
