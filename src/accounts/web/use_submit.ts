import { type FormEvent, useState } from 'react';

/// A form that is sent once at a time: what it throws is kept to be shown, and `failed` is called.
export function useSubmit(send: () => Promise<void>, failed?: () => void) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(undefined);
    send()
      .catch((thrown: unknown) => {
        setError(thrown);
        failed?.();
      })
      .finally(() => setBusy(false));
  };
  return { submit, busy, error };
}
