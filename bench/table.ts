/** One question's answer: a value for us and one for each peer. */
export interface Table {
  readonly title: string;
  /** How the figures were made, in a sentence or two. */
  readonly note: string;
  /** Heads of the value columns: ours first, then the peer that the ratio is against. */
  readonly columns: readonly string[];
  /** The columns are cases of ours, so there is no ratio, and goals hold for each. @default false */
  readonly areCases?: boolean;
  readonly rows: readonly Row[];
}

export interface Row {
  readonly question: string;
  /** In the order of the columns; undefined where somebody has no answer. */
  readonly values: readonly (number | undefined)[];
  /** The most that our value may be. */
  readonly goal?: number;
  /** The least that our value may be. */
  readonly least?: number;
  /** Where the goal is not a number of its own but a share of the first peer's value. */
  readonly goalRatio?: number;
  /** @default 1 */
  readonly decimals?: number;
}

export function isMet({ values, goal, least, goalRatio }: Row, areCases = false): boolean | undefined {
  const [ours, peer] = values;
  if (ours === undefined) return undefined;
  const held = areCases ? values.filter(value => value !== undefined) : [ours];
  if (least !== undefined) return held.every(value => value >= least);
  if (goal !== undefined) return held.every(value => value <= goal);
  if (goalRatio !== undefined && peer !== undefined) return ours <= peer * goalRatio;
  return undefined;
}

export function markdown({ title, note, columns, areCases = false, rows }: Table): string {
  const heads = ['', ...columns, ...(areCases ? [] : ['ratio']), 'goal', ''];
  const lines = rows.map(row => {
    const { question, values, goal, least, goalRatio, decimals = 1 } = row;
    const [ours, peer] = values;
    const met = isMet(row, areCases);
    return [
      question,
      ...columns.map((_, index) => values[index]?.toFixed(decimals) ?? '–'),
      ...(areCases ? [] : [ours !== undefined && peer ? (ours / peer).toFixed(2) : '']),
      least !== undefined ? `≥ ${least}` : goal !== undefined ? `≤ ${goal}` : goalRatio !== undefined ? `≤ ${goalRatio} ×` : '',
      met === undefined ? '' : met ? 'yes' : '**no**',
    ];
  });
  const widths = heads.map((head, index) => Math.max(head.length, ...lines.map(line => line[index].length)));
  const padded = (cells: readonly string[]): string =>
    `| ${cells.map((cell, index) => (index === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[index]))).join(' | ')} |`;
  const rule = `| ${widths.map((width, index) => (index === 0 ? '-'.repeat(width) : `${'-'.repeat(Math.max(width - 1, 2))}:`)).join(' | ')} |`;
  return [`### ${title}`, '', note, '', padded(heads), rule, ...lines.map(padded), ''].join('\n');
}
