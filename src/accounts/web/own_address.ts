/// Where to go after signing in: only an address of ours. What stands in a link that somebody
/// followed leads nowhere else.
export function ownAddress(to: string | undefined): string {
  return to && /^\/(?![/\\])/.test(to) ? to : '/';
}

const name = 'ombud.back';
const organisationName = 'ombud.organisation';

/// For who leaves for a provider and comes back: of this window only, and gone when it was read.
export function keepWayBack(to: string | undefined): void {
  try {
    sessionStorage.setItem(name, ownAddress(to));
  } catch {
    // A browser that keeps nothing leads back to the first page.
  }
}

export function takeWayBack(): string {
  try {
    const to = sessionStorage.getItem(name) ?? undefined;
    sessionStorage.removeItem(name);
    return ownAddress(to);
  } catch {
    return '/';
  }
}

/// The organisation whose providers are offered: which the address names, else which it named the
/// last time in this browser. Empty for the first one of the installation.
export function organisationAt(named: string | undefined): string {
  try {
    if (named) localStorage.setItem(organisationName, named);
    return named ?? localStorage.getItem(organisationName) ?? '';
  } catch {
    return named ?? '';
  }
}
