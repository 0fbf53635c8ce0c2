// What a person has chosen for this browser and nobody else's affair: language, light or dark,
// single-letter keys. Nothing of anybody's data.

const names = ['ombud.language', 'ombud.scheme', 'ombud.letters'];

export function choices(): Map<string, string> {
  const all = new Map<string, string>();
  try {
    for (const name of names) {
      const value = localStorage.getItem(name);
      if (value !== null) all.set(name, value);
    }
  } catch {
    // A browser that keeps nothing has nothing chosen.
  }
  return all;
}

export function keepChoices(all: Map<string, string>): void {
  try {
    for (const [name, value] of all) localStorage.setItem(name, value);
  } catch {
    // The same.
  }
}
