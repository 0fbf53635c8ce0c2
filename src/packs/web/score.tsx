// How much of what the law asks for an activity has, in words.

import { Status } from '@web/components/status.tsx';
import { useText } from '@web/text/texts.tsx';

import type { Activity } from './query.ts';

export function Score({ activity }: { activity: Activity }) {
  const { t } = useText();
  const whole = activity.complete === activity.of && activity.missing.length === 0;
  return (
    <Status tone={whole ? 'good' : 'wait'}>
      {whole
        ? t('packs.score.whole')
        : t('packs.score.part', { complete: activity.complete, of: activity.of })}
    </Status>
  );
}
