// The address of a system, put together from the fields of the form as the server reads it.

export type Way = 'files' | 'postgresql' | 'mariadb' | 'sqlite' | 'folder' | 'manual';

export interface Place {
  path: string; // Of a file, a folder or a socket.
  host: string;
  port: string;
  database: string;
  user: string;
  tls: string;
}

export const no_place: Place = { path: '', host: '', port: '', database: '', user: '', tls: '' };

const part = encodeURIComponent;
const whole = (path: string) => path.split('/').map(part).join('/');

function networked(scheme: string, place: Place, socket: string): string {
  const user = place.user ? `${part(place.user)}@` : '';
  const host = place.host.includes(':') ? `[${place.host}]` : part(place.host);
  const port = place.host && place.port ? `:${place.port}` : '';
  const queries = [
    ...(!place.host && place.path ? [`${socket}=${whole(place.path)}`] : []),
    ...(place.host && place.tls ? [`tls=${part(place.tls)}`] : []),
  ];
  const at = scheme === 'mariadb' && !place.host ? 'localhost' : host;
  const query = queries.length > 0 ? `?${queries.join('&')}` : '';
  return `${scheme}://${user}${at}${port}/${part(place.database)}${query}`;
}

/// Nothing for dropped files: they have a place of their own.
export function addressOf(way: Way, place: Place): string {
  const cleaned = Object.fromEntries(
    Object.entries(place).map(([name, value]: [string, string]) => [name, value.trim()]),
  ) as unknown as Place;
  if (way === 'postgresql') return networked('postgresql', cleaned, 'host');
  if (way === 'mariadb') return networked('mariadb', cleaned, 'socket');
  if (way === 'sqlite') return `sqlite:${whole(cleaned.path)}`;
  if (way === 'folder') return `csv:${whole(cleaned.path)}`;
  return way === 'manual' ? 'manual:' : '';
}

/// What people call it, as a system may be called: "Liva 2 (medlemmar)" → "liva-2-medlemmar".
export function nameFrom(text: string): string {
  return text
    .toLowerCase()
    .replace(/å|ä|æ/g, 'a')
    .replace(/ö|ø/g, 'o')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 63)
    .replace(/-+$/, '');
}
