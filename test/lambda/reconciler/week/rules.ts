import { decide } from '../../../../lambda/reconciler/decide';
import type { Decision, Question } from '../../../../lambda/reconciler/decision';
import type { Situation } from '../../../../lambda/reconciler/situation';
import { restBeforeActing, restOf } from '../../../../lambda/reconciler/stack-at-rest';

/** The rules that a week is run with, so that one of them can be broken. */
export interface Rules {
  readonly restOf: typeof restOf;
  readonly restBeforeActing: typeof restBeforeActing;
  readonly decide: (situation: Situation) => Decision | Question;
}

export const RULES: Rules = { restOf, restBeforeActing, decide };
