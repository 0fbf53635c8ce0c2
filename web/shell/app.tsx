// What every page stands in: look, language, data, addresses.

import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { settings } from '@web/api/client.ts';
import { asProblem } from '@web/api/problem.ts';
import { theme, variables } from '@web/style/theme.ts';
import type { Language } from '@web/text/language.ts';
import type { Message } from '@web/text/message.ts';
import { Speaking, useText } from '@web/text/texts.tsx';
import { useEffect, useState } from 'react';

import { makeRouter } from './router.tsx';
import { sessionQuery } from './session.tsx';

const scheme = localStorageColorSchemeManager({ key: 'ombud.scheme' });

/// What passes is asked again twice; what was refused is not.
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (count, error) => count < 2 && asProblem(error).passing,
      },
      mutations: { retry: false },
    },
  });
}

function start() {
  const client = makeQueryClient();
  const router = makeRouter(client);
  settings.signedOut = () => {
    // Asked for while nobody is known to be signed in, the answer is no news.
    if (!client.getQueryData(sessionQuery.queryKey)) return;
    client.clear();
    client.setQueryData(sessionQuery.queryKey, null);
    void router.invalidate();
  };
  return { client, router };
}

/// The server answers in the language that the pages are in.
function AskInLanguage() {
  const { language } = useText();
  useEffect(() => {
    settings.language = language;
  }, [language]);
  return null;
}

interface AppProps {
  language: Language;
  messages: Record<string, Message>;
  nonce: string;
}

export function App({ language, messages, nonce }: AppProps) {
  const [{ client, router }] = useState(start);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      colorSchemeManager={scheme}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <Speaking language={language} messages={messages}>
        <AskInLanguage />
        <QueryClientProvider client={client}>
          <Notifications position="bottom-right" limit={4} />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </Speaking>
    </MantineProvider>
  );
}
