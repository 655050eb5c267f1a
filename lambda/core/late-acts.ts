/**
 * As long as an act of a tick may be on its way, after the tick has last seen the stack at rest. One that was decided before a
 * boundary and began behind it would look like the change of a person; one that was decided before a deployment can pause the
 * service in it.
 */
export const ACT_TAKES_MS = 5000;
