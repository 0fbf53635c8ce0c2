/// Where to go after signing in: only an address of ours. What stands in a link that somebody
/// followed leads nowhere else.
export function ownAddress(to: string | undefined): string {
  return to && /^\/(?![/\\])/.test(to) ? to : '/';
}
