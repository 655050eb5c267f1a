import { sectionsOf, withSections } from '../../bench/page';

const PAGE = '# Benchmarks\n\nIntroduction\n\n### First\n\n1\n\n### Second\n\n2\n\n## Remarks\n\n### Not a table\n';

describe('The page of the benchmarks, when single questions are asked,', () => {
  test('keeps everything but the tables with their titles', () => {
    expect(withSections(PAGE, ['### First\n\none\n'])).toBe(PAGE.replace('\n1\n', '\none\n'));
  });

  test('gains the new tables above the remarks', () => {
    expect(withSections(PAGE, ['### Third\n\n3\n'])).toBe(PAGE.replace('## Remarks', '### Third\n\n3\n\n## Remarks'));
  });

  test('still has a table that is not measured every time', () => {
    expect(sectionsOf(PAGE, ['Second'])).toEqual(['### Second\n\n2\n']);
  });
});
