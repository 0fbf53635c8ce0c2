// The components that stand on no page yet, to be walked through in a browser: what is destroyed,
// what is undone, what fails.

import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@web/style/fonts.css';
import '@web/style/base.css';

import { Button, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { Problem } from '@web/api/problem.ts';
import { TypedConfirmation } from '@web/components/confirmation.tsx';
import { Failure } from '@web/components/failure.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { TableShape } from '@web/components/shapes.tsx';
import { Status } from '@web/components/status.tsx';
import { theme, variables } from '@web/style/theme.ts';
import { loadMessages, Speaking } from '@web/text/texts.tsx';
import { setNonce } from 'get-nonce';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';

const inside = new Problem('answer', {
  status: 500,
  detail: 'The server could not do it. Nothing was changed.',
  incident: 'K7-2M9Q',
});

function Destroying() {
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState('nothing happened');
  const [refuses, setRefuses] = useState(true);
  return (
    <section>
      <h2>Typed confirmation</h2>
      <Button variant="default" onClick={() => setOpen(true)}>
        Remove the rule
      </Button>
      <p>{said}</p>
      <TypedConfirmation
        open={open}
        title="Remove a retention rule"
        name="Former members"
        goes={['The rule “Former members” and its schedule']}
        stays={['All rows in the systems', 'Receipts of former runs']}
        verb="Remove the rule"
        act={async () => {
          setRefuses(false);
          if (refuses) throw inside;
          setSaid('the rule is gone');
        }}
        close={() => setOpen(false)}
      />
    </section>
  );
}

function Undoing() {
  const { undoable, done, failed } = useNotices();
  const [undone, setUndone] = useState(0);
  return (
    <section>
      <h2>Notices</h2>
      <Button
        variant="default"
        onClick={() => undoable('The map is confirmed.', async () => setUndone((n) => n + 1))}
      >
        Confirm
      </Button>{' '}
      <Button variant="default" onClick={() => done('The receipt was downloaded.')}>
        Download
      </Button>{' '}
      <Button variant="default" onClick={() => failed(inside)}>
        Fail
      </Button>
      <p>undone {undone} times</p>
    </section>
  );
}

function Gallery() {
  return (
    <main style={{ maxWidth: '52rem', padding: '2rem' }}>
      <h1>Components</h1>
      <Destroying />
      <Undoing />
      <section>
        <h2>States</h2>
        <p>
          <Status tone="good">Done</Status> <Status tone="wait">Waiting</Status>{' '}
          <Status tone="bad">Failed</Status> <Status tone="quiet">Cancelled</Status>
        </p>
        <Failure error={inside} again={() => undefined} />
        <TableShape rows={3} />
      </section>
    </main>
  );
}

const root = document.getElementById('root');
const messages = await loadMessages('en');
const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
setNonce(meta?.nonce ?? '');
if (root) {
  createRoot(root).render(
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      defaultColorScheme="auto"
      getStyleNonce={() => meta?.nonce ?? ''}
    >
      <Speaking language="en" messages={messages}>
        <Notifications position="bottom-right" />
        <Gallery />
      </Speaking>
    </MantineProvider>,
  );
}
