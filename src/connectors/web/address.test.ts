import { expect, test } from 'vitest';

import { addressOf, nameFrom, no_place } from './address.ts';

test('a database on another machine is named by host, port and TLS', () => {
  const place = { ...no_place, host: 'db.example', port: '5433', database: 'liva', user: 'ombud' };
  expect(addressOf('postgresql', place)).toBe('postgresql://ombud@db.example:5433/liva');
  expect(addressOf('mariadb', { ...place, port: '', tls: 'on' })).toBe(
    'mariadb://ombud@db.example/liva?tls=on',
  );
  expect(addressOf('postgresql', { ...place, host: '::1' })).toContain('@[::1]:5433/');
});

test('a database on the same machine is named by its socket', () => {
  const place = { ...no_place, path: '/run/db', database: 'liva', user: 'o', port: '1', tls: 'on' };
  expect(addressOf('postgresql', place)).toBe('postgresql://o@/liva?host=/run/db');
  expect(addressOf('mariadb', place)).toBe('mariadb://o@localhost/liva?socket=/run/db');
});

test('what would end a part of the address is written out', () => {
  expect(addressOf('sqlite', { ...no_place, path: ' /srv/år?1.db ' })).toBe(
    'sqlite:/srv/%C3%A5r%3F1.db',
  );
  const place = { ...no_place, host: 'h', database: 'a/b', user: 'a@b:c' };
  expect(addressOf('postgresql', place)).toBe('postgresql://a%40b%3Ac@h/a%2Fb');
});

test('a name that people say becomes one that a system may have', () => {
  expect(nameFrom('Åsas Medlemsregister (2026)')).toBe('asas-medlemsregister-2026');
  expect(nameFrom('  2 lønn & løn ')).toBe('lonn-lon');
  expect(nameFrom('åäö')).toBe('aao');
  expect(nameFrom('123')).toBe('');
});
