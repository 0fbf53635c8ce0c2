// Adding a system: first the way to its data, then what that way needs, tried before it is kept.

import {
  Button,
  Checkbox,
  Group,
  NativeSelect,
  PasswordInput,
  Radio,
  TextInput,
} from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { post } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { useAddress } from '@web/components/use_address.ts';
import { type PlainKey, useText } from '@web/text/texts.tsx';
import { type FormEvent, type ReactNode, useState } from 'react';

import styles from './add.module.css';
import { addressOf, nameFrom, no_place, type Place, type Way } from './address.ts';
import { type Check, CheckResult } from './check.tsx';
import { type Drop, DropField } from './drop_field.tsx';

const ways: [Way, PlainKey, PlainKey][] = [
  ['files', 'connectors.way.files', 'connectors.way.files_what'],
  ['postgresql', 'connectors.way.postgresql', 'connectors.way.postgresql_what'],
  ['mariadb', 'connectors.way.mariadb', 'connectors.way.mariadb_what'],
  ['sqlite', 'connectors.way.sqlite', 'connectors.way.sqlite_what'],
  ['folder', 'connectors.way.folder', 'connectors.way.folder_what'],
  ['manual', 'connectors.way.manual', 'connectors.way.manual_what'],
];

const isWay = (text: string): text is Way => ways.some(([way]) => way === text);
const first_way = { way: 'files' };

function Ways({ way, choose }: { way: Way; choose: (way: Way) => void }) {
  const { t } = useText();
  return (
    <Radio.Group
      label={t('connectors.way.title')}
      value={way}
      onChange={(value) => isWay(value) && choose(value)}
      className={styles.ways ?? ''}
    >
      <div className={styles.cards}>
        {ways.map(([value, name, what]) => (
          <Radio.Card key={value} value={value} className={styles.card ?? ''} aria-label={t(name)}>
            <Radio.Indicator aria-hidden />
            <span>
              <strong>{t(name)}</strong>
              <span className={styles.what}>{t(what)}</span>
            </span>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}

interface FieldsProps {
  way: Way;
  place: Place;
  set: (change: Partial<Place>) => void;
  password: string;
  setPassword: (password: string) => void;
}

const tls: Partial<Record<Way, string[]>> = {
  postgresql: ['verify-full', 'verify-ca', 'require', 'disable'],
  mariadb: ['on', 'off'],
};

function DatabaseFields({ way, place, set, password, setPassword }: FieldsProps) {
  const { t } = useText();
  const field = (name: keyof Place, key: PlainKey, required = false) => (
    <TextInput
      label={t(key)}
      value={place[name]}
      required={required}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <div className={styles.fields}>
      {field('host', 'connectors.field.host')}
      {place.host.trim()
        ? field('port', 'connectors.field.port')
        : field('path', 'connectors.field.socket')}
      {field('database', 'connectors.field.database', true)}
      {field('user', 'connectors.field.user', true)}
      <PasswordInput
        label={t('connectors.field.password')}
        value={password}
        autoComplete="off"
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('connectors.field.show') }}
      />
      {place.host.trim() && (
        <NativeSelect
          label={t('connectors.field.tls')}
          value={place.tls}
          onChange={(event) => set({ tls: event.currentTarget.value })}
          data={[
            { value: '', label: t('connectors.field.tls_usual') },
            ...(tls[way] ?? []).map((value) => ({ value, label: value })),
          ]}
        />
      )}
    </div>
  );
}

function PlaceFields(props: FieldsProps): ReactNode {
  const { t } = useText();
  const { way, place, set } = props;
  if (way === 'postgresql' || way === 'mariadb')
    return (
      <>
        <p className={styles.hint}>{t('connectors.field.database_what')}</p>
        <DatabaseFields {...props} />
      </>
    );
  if (way !== 'sqlite' && way !== 'folder') return null;
  return (
    <TextInput
      label={way === 'sqlite' ? t('connectors.field.file') : t('connectors.field.folder')}
      description={t('connectors.field.path_what')}
      value={place.path}
      required
      spellCheck={false}
      onChange={(event) => set({ path: event.currentTarget.value })}
    />
  );
}

interface Whose {
  controller: string;
  public_body: boolean;
}

function WhoseFields({ whose, set }: { whose: Whose; set: (change: Partial<Whose>) => void }) {
  const { t } = useText();
  return (
    <>
      <TextInput
        label={t('connectors.field.controller')}
        description={t('connectors.field.controller_what')}
        value={whose.controller}
        onChange={(event) => set({ controller: event.currentTarget.value })}
      />
      {whose.controller.trim() && (
        <Checkbox
          label={t('connectors.field.public_body')}
          checked={whose.public_body}
          onChange={(event) => set({ public_body: event.currentTarget.checked })}
        />
      )}
    </>
  );
}

function useAdd() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const notices = useNotices();
  const { t } = useText();
  return async (name: string, way: Way) => {
    await client.invalidateQueries({ queryKey: ['connectors'] });
    void client.invalidateQueries({ queryKey: ['datamap', 'maps'] });
    notices.done(t('connectors.add.done', { name }));
    await navigate({ to: (way === 'manual' ? '/connectors' : `/discovery/${name}`) as '/' });
  };
}

function Form({ way }: { way: Way }) {
  const { t } = useText();
  const added = useAdd();
  const [name, setName] = useState('');
  const [place, setPlace] = useState(no_place);
  const [password, setPassword] = useState('');
  const [whose, setWhose] = useState<Whose>({ controller: '', public_body: false });
  const [drop, setDrop] = useState<Drop>();
  const [busy, setBusy] = useState<'try' | 'add'>();
  const [check, setCheck] = useState<Check | null>();
  const [error, setError] = useState<unknown>();
  const ready = nameFrom(name) !== '' && (way !== 'files' || drop !== undefined);
  const wish = {
    name: nameFrom(name),
    public_body: whose.controller.trim() !== '' && whose.public_body,
    controller: whose.controller.trim(),
    ...(way === 'files' ? { drop: drop?.drop ?? '' } : { address: addressOf(way, place) }),
    ...(password && (way === 'postgresql' || way === 'mariadb') ? { password } : {}),
  };
  const ask = async (what: 'try' | 'add') => {
    setBusy(what);
    setError(undefined);
    setCheck(undefined);
    try {
      if (what === 'try') setCheck((await post('/api/connectors/trials', { body: wish })).check);
      else {
        await post('/api/connectors/systems', { body: wish });
        await added(wish.name, way);
      }
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(undefined);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !busy) void ask('add');
  };
  const changed = <T,>(set: (value: T) => void) => {
    return (value: T) => {
      setCheck(undefined);
      set(value);
    };
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      {way === 'files' && <DropField drop={drop} change={changed(setDrop)} />}
      <TextInput
        label={t('connectors.field.name')}
        description={
          name && nameFrom(name) !== name
            ? t('connectors.field.name_becomes', { name: nameFrom(name) || '…' })
            : t('connectors.field.name_what')
        }
        value={name}
        required
        autoComplete="off"
        onChange={(event) => changed(setName)(event.currentTarget.value)}
      />
      <PlaceFields
        way={way}
        place={place}
        set={(change) => changed(setPlace)({ ...place, ...change })}
        password={password}
        setPassword={changed(setPassword)}
      />
      <WhoseFields whose={whose} set={(change) => setWhose({ ...whose, ...change })} />
      {error !== undefined && <Failure error={error} />}
      {check && <CheckResult check={check} />}
      <Group justify="flex-end">
        {way !== 'manual' && (
          <Button
            variant="default"
            disabled={!ready || busy === 'add'}
            loading={busy === 'try'}
            onClick={() => void ask('try')}
          >
            {t('connectors.add.try')}
          </Button>
        )}
        <Button type="submit" disabled={!ready || busy === 'try'} loading={busy === 'add'}>
          {t('connectors.add.verb')}
        </Button>
      </Group>
    </form>
  );
}

export default function AddPage() {
  const { t } = useText();
  const [{ way: given }, change] = useAddress(first_way);
  const way = isWay(given) ? given : 'files';
  return (
    <>
      <PageHead
        title={t('connectors.add.title')}
        purpose={t('connectors.add.purpose')}
        law="GDPR art. 30, 32"
      />
      <Ways way={way} choose={(chosen) => change({ way: chosen })} />
      <Form key={way} way={way} />
    </>
  );
}
