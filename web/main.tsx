// Where the pages begin: the language and the nonce are known before anything is drawn.

import './style/fonts.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './style/base.css';

import { setNonce } from 'get-nonce';
import { createRoot } from 'react-dom/client';

import { settings } from './api/client.ts';
import { Problem } from './api/problem.ts';
import { isMissingPart } from './components/failure.tsx';
import { App } from './shell/app.tsx';
import { chosenLanguage } from './text/language.ts';
import { loadMessages } from './text/texts.tsx';

const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
const nonce = meta?.nonce ?? '';
setNonce(nonce); // Of the styles that dialogs put in to hold the page behind them still.

const language = chosenLanguage();
settings.language = language;
const messages = await loadMessages(language);

const root = document.getElementById('root');
if (root) {
  createRoot(root, {
    // A fault of the pages themselves, for whoever mends it; the person gets a sentence.
    onCaughtError: (error) => {
      if (!(error instanceof Problem) && !isMissingPart(error)) console.error(error);
    },
  }).render(<App language={language} messages={messages} nonce={nonce} />);
}
