// One system: where it lies, whose it is, whether Ombud still finds its way in, and removing it.

import { Button, Checkbox, TextInput } from '@mantine/core';
import { IconDatabaseOff } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { erase, post, put } from '@web/api/client.ts';
import { TypedConfirmation } from '@web/components/confirmation.tsx';
import { Empty } from '@web/components/empty.tsx';
import { Failure } from '@web/components/failure.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { may, useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useState } from 'react';

import styles from './add.module.css';
import { CheckResult } from './check.tsx';
import { kindWords } from './kinds.ts';
import { type System, systemsQuery } from './query.ts';

function Facts({ system }: { system: System }) {
  const { t } = useText();
  return (
    <dl className={styles.facts}>
      <dt>{t('connectors.page.kind')}</dt>
      <dd>{t(kindWords[system.kind])}</dd>
      <dt>{t('connectors.page.address')}</dt>
      <dd>{system.uploaded ? t('connectors.page.uploaded') : system.address}</dd>
      <dt>{t('connectors.page.controller')}</dt>
      <dd>{system.controller ?? t('connectors.page.own')}</dd>
      <dt>{t('connectors.field.password')}</dt>
      <dd>{system.has_password ? t('connectors.one.sealed') : t('connectors.one.no_password')}</dd>
    </dl>
  );
}

function Test({ system }: { system: System }) {
  const { t } = useText();
  const test = useMutation({
    mutationFn: () =>
      post('/api/connectors/systems/{system}/test', { path: { system: system.name } }),
  });
  return (
    <section aria-labelledby="way-in">
      <h2 id="way-in" className={styles.title}>
        {t('connectors.one.way_in')}
      </h2>
      <p className={styles.hint}>{t('connectors.one.way_in_what')}</p>
      <div className={styles.buttons}>
        <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
          {t('connectors.one.test')}
        </Button>
      </div>
      {test.isError && <Failure error={test.error} />}
      {test.data && <CheckResult check={test.data} />}
    </section>
  );
}

function Controller({ system }: { system: System }) {
  const { t } = useText();
  const client = useQueryClient();
  const notices = useNotices();
  const [controller, setController] = useState(system.controller ?? '');
  const [public_body, setPublicBody] = useState(system.public_body);
  const send = (body: { controller: string; public_body: boolean }) =>
    put('/api/connectors/systems/{system}/controller', { path: { system: system.name }, body });
  const save = useMutation({
    mutationFn: () => send({ controller, public_body: controller.trim() !== '' && public_body }),
    onSuccess: async () => {
      const before = { controller: system.controller ?? '', public_body: system.public_body };
      await client.invalidateQueries({ queryKey: ['connectors'] });
      notices.undoable(t('connectors.one.saved'), async () => {
        await send(before);
        setController(before.controller);
        setPublicBody(before.public_body);
        await client.invalidateQueries({ queryKey: ['connectors'] });
      });
    },
    onError: notices.failed,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <section aria-labelledby="whose">
      <h2 id="whose" className={styles.title}>
        {t('connectors.one.whose')}
      </h2>
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          label={t('connectors.field.controller')}
          description={t('connectors.field.controller_what')}
          value={controller}
          onChange={(event) => setController(event.currentTarget.value)}
        />
        {controller.trim() && (
          <Checkbox
            label={t('connectors.field.public_body')}
            checked={public_body}
            onChange={(event) => setPublicBody(event.currentTarget.checked)}
          />
        )}
        <div>
          <Button type="submit" variant="default" loading={save.isPending}>
            {t('connectors.one.save')}
          </Button>
        </div>
      </form>
    </section>
  );
}

function Remove({ system }: { system: System }) {
  const { t } = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const notices = useNotices();
  const [open, setOpen] = useState(false);
  const remove = async () => {
    await erase('/api/connectors/systems/{system}', { path: { system: system.name } });
    notices.done(t('connectors.one.removed', { name: system.name }));
    await navigate({ to: '/connectors' as '/' });
    await client.invalidateQueries({ queryKey: ['connectors'] });
    await client.invalidateQueries({ queryKey: ['datamap'] });
  };
  return (
    <section aria-labelledby="remove">
      <h2 id="remove" className={styles.title}>
        {t('connectors.one.remove')}
      </h2>
      <p className={styles.hint}>{t('connectors.one.remove_what')}</p>
      <div className={styles.buttons}>
        <Button variant="default" onClick={() => setOpen(true)}>
          {t('connectors.one.remove')}
        </Button>
      </div>
      <TypedConfirmation
        open={open}
        title={t('connectors.one.remove_title', { name: system.name })}
        name={system.name}
        goes={[
          t('connectors.one.goes_way_in'),
          ...(system.uploaded ? [t('connectors.one.goes_files')] : []),
        ]}
        stays={[
          system.uploaded ? t('connectors.one.stays_origin') : t('connectors.one.stays_data'),
          t('connectors.one.stays_proof'),
        ]}
        verb={t('connectors.one.remove')}
        act={remove}
        close={() => setOpen(false)}
      />
    </section>
  );
}

export default function OnePage() {
  const { t } = useText();
  const session = useSession();
  const { system: name = '' } = useParams({ strict: false });
  const query = useQuery(systemsQuery);
  const system = query.data?.systems.find((one) => one.name === name);
  return (
    <>
      <p>
        <PageLink to="/connectors">{t('connectors.one.all')}</PageLink>
      </p>
      <PageHead
        title={name}
        purpose={t('connectors.one.purpose')}
        actions={
          system &&
          system.kind !== 'manual' &&
          may(session, 'datamap.show') && (
            <PageLink to={`/discovery/${name}`}>{t('connectors.one.map')}</PageLink>
          )
        }
      />
      <Loaded from={query}>
        {() =>
          system ? (
            <div className={styles.parts}>
              <Facts system={system} />
              {system.kind !== 'manual' && may(session, 'connectors.test') && (
                <Test system={system} />
              )}
              {may(session, 'connectors.instruct') && <Controller system={system} />}
              {may(session, 'connectors.remove') && <Remove system={system} />}
            </div>
          ) : (
            <Empty
              icon={IconDatabaseOff}
              title={t('connectors.one.none', { name })}
              what={t('connectors.one.none_what')}
            />
          )
        }
      </Loaded>
    </>
  );
}
