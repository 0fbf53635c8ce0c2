// On the page of an activity: how complete it is, and the journey of its data.

import type { RecordPartProps } from '@web/record_part.ts';

import { CompletenessPart } from './completeness_part.tsx';
import { FlowPart } from './flow_part.tsx';

export default function ActivityPart(props: RecordPartProps) {
  return (
    <>
      <CompletenessPart {...props} />
      <FlowPart {...props} />
    </>
  );
}
