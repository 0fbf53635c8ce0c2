// The parts of a form, each under its heading where it has several.

import type { Fault } from '@web/api/problem.ts';

import { Inputs } from './input.tsx';
import { headingId } from './parts.tsx';
import type { Links, Part, Values } from './query.ts';
import styles from './records.module.css';

interface PartInputsProps {
  parts: Part[];
  /// What stands above the form is one level higher.
  heading: 'h2' | 'h3';
  values: Values;
  change: (values: Values) => void;
  faults: Fault[];
  links: Links;
}

export function PartInputs({ parts, heading: Heading, ...inputs }: PartInputsProps) {
  return parts.map((part) => (
    <section key={part.name} aria-labelledby={part.name && headingId(part)}>
      {part.name && (
        <Heading id={headingId(part)} tabIndex={-1} className={styles.title}>
          {part.label}
        </Heading>
      )}
      <Inputs fields={part.fields} at="" {...inputs} />
    </section>
  ));
}
