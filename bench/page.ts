const REMARKS = '## Remarks';

/** The sections of these titles that stand in the page. */
export function sectionsOf(page: string, titles: readonly string[]): string[] {
  return split(page).filter(section => titles.includes(titleOf(section))).map(section => `${section.trimEnd()}\n`);
}

/** The page with these sections in the place of those with the same titles. One that is new comes before the last sections, in the next whole run to its place. */
export function withSections(page: string, sections: readonly string[]): string {
  const renewed = new Map(sections.map(section => [titleOf(section), `${section}\n`]));
  const kept = split(page).map(section => {
    const title = titleOf(section);
    const text = renewed.get(title) ?? section;
    renewed.delete(title);
    return text;
  });
  const remarks = kept.findIndex(section => section.startsWith(REMARKS));
  return [...kept.slice(0, remarks), ...renewed.values(), ...kept.slice(remarks)].join('');
}

function split(page: string): string[] {
  return page.split(/^(?=##)/m);
}

function titleOf(section: string): string {
  return /^### (.*)/.exec(section)?.[1] ?? '';
}
