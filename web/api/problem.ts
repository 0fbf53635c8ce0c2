// What went wrong, as the server says it (RFC 9457): a sentence in the person's language, and for
// what nobody expected the incident number under which it stands in the server's own log.

/// What is wrong with one value of a form.
export interface Fault {
  number?: string;
  path: string;
  key: string;
  label: string;
  text: string;
}

export interface ProblemAnswer {
  status: number;
  key: string;
  detail: string;
  params?: Record<string, string>;
  incident?: string;
  faults?: Fault[];
}

/// `unreachable`: no answer came. `unreadable`: one came that is not in the form of an answer.
export type Cause = 'answer' | 'unreachable' | 'unreadable';

export class Problem extends Error {
  readonly cause_: Cause;
  readonly status: number;
  readonly key: string;
  readonly incident: string | undefined;
  readonly params: Record<string, string>;
  readonly faults: Fault[];

  constructor(cause: Cause, answer: Partial<ProblemAnswer> = {}) {
    super(answer.detail ?? '');
    this.name = 'Problem';
    this.cause_ = cause;
    this.status = answer.status ?? 0;
    this.key = answer.key ?? '';
    this.incident = answer.incident;
    this.params = answer.params ?? {};
    this.faults = answer.faults ?? [];
  }

  /// The session has ended, or there was none: signing in is the way on.
  get needsSignIn(): boolean {
    return this.status === 401 && !this.key.startsWith('accounts.');
  }

  /// Who asks must prove again that it is he; then the same request can be sent again.
  get needsProof(): boolean {
    return this.key === 'serve.step_up';
  }

  /// The same request may succeed a moment later.
  get passing(): boolean {
    return this.cause_ === 'unreachable' || [429, 502, 503, 504].includes(this.status);
  }
}

export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem('unreadable');
}
