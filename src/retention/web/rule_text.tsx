// The rule's text: read by all who may see it, changed by who may write rules. While somebody types
// the page says what it means or what is wrong at which line.

import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';

import { put } from '@web/api/client.ts';
import { asProblem } from '@web/api/problem.ts';
import { Failure } from '@web/components/failure.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { may, useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import { useState } from 'react';

import { Words } from './meaning.tsx';
import { rulesKey, type WholeRule } from './query.ts';
import styles from './retention.module.css';
import { useReading } from './use_reading.ts';
import { type Fault, YamlField } from './yaml_field.tsx';

/// What a refusal says of a place in the text; nothing where it names none.
export function faultOf(error: unknown): Fault | undefined {
  if (!error) return undefined;
  const problem = asProblem(error);
  const line = Number(problem.params.line ?? 0);
  if (!line) return undefined;
  return { text: problem.message, line, column: Number(problem.params.character ?? 1) };
}

export function RuleText({ rule }: { rule: WholeRule }) {
  const { t } = useText();
  const session = useSession();
  const client = useQueryClient();
  const { done } = useNotices();
  const [yaml, setYaml] = useState(rule.yaml);
  const changed = yaml !== rule.yaml;
  const changes = may(session, 'retention.add');
  const reading = useReading(changes && changed ? yaml : '');
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () =>
      put('/api/retention/rules/{rule}', {
        path: { rule: rule.rule },
        body: { yaml, version: rule.version },
      }),
    onSuccess: async (stored) => {
      await client.invalidateQueries({ queryKey: rulesKey });
      done(t('retention.text.saved', { rule: stored.rule, version: stored.version }));
    },
  });
  const fault = faultOf(error) ?? reading?.fault ?? undefined;
  const preview = changed && !reading?.fault ? reading?.rules[0] : undefined;
  return (
    <section className={styles.part} aria-labelledby="text">
      <div className={styles.head}>
        <h2 className={styles.heading} id="text">
          {t('retention.text.title')}
        </h2>
      </div>
      {changes ? (
        <div className={styles.form}>
          <p>{t('retention.text.purpose')}</p>
          <YamlField
            label={t('retention.text.label')}
            value={yaml}
            change={(text) => {
              setYaml(text);
              reset();
            }}
            fault={fault}
          />
          {preview && <Words parts={preview.parts} />}
          {error && !faultOf(error) && <Failure error={error} />}
          <div className={styles.buttons}>
            <Button disabled={!changed} loading={isPending} onClick={() => mutate()}>
              {t('retention.text.save')}
            </Button>
            {changed && (
              <Button
                variant="default"
                onClick={() => {
                  setYaml(rule.yaml);
                  reset();
                }}
              >
                {t('retention.text.undo')}
              </Button>
            )}
          </div>
        </div>
      ) : (
        <pre className={styles.expression}>{rule.yaml}</pre>
      )}
    </section>
  );
}
