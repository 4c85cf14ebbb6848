import { describe, expect, it } from 'vitest';
import { metricsText } from './metrics-text';

const COUNTS = {
  answers: new Map([['page 2xx', 3]]),
  within: [1, 2, 3, 3, 3, 3, 3, 3, 3, 3],
  seconds: 0.12,
  underWay: 1,
};

describe('metrics', () => {
  it('are lines of the text format, each name described once before its samples', () => {
    const lines = metricsText(COUNTS, null, 1000).trimEnd().split('\n');
    for (const line of lines) {
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{(\w+="[^"]*",?)+\})? [\d.]+)$/);
    }
    expect(lines).toContain('sawt_answers_total{kind="page",status="2xx"} 3');
    expect(lines).toContain('sawt_answer_seconds_bucket{le="+Inf"} 3');
    const described = lines.filter((line) => line.startsWith('# TYPE'));
    expect(new Set(described).size).toBe(described.length);
  });

  it('say that the database is away, and nothing that only it knows', () => {
    const text = metricsText(COUNTS, null, 1000);
    expect(text).toContain('sawt_database_up 0');
    expect(text).not.toContain('sawt_waiting_items');
  });
});
