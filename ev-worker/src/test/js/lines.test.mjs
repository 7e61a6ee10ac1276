// The board's reading of lines: node --test ev-worker/src/test/js/
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Lines, age, american, compareBy, eventParser, matches, percent, rowsOf } from '../../main/resources/io/betintel/ev/api/board/lines.js';

const UNTIL = Date.parse('2026-11-01T12:20:00Z');

function line(id, version, more = {}) {
  return {
    line_id: id, version, event_id: 'e1', sport_key: 'icehockey_nhl', commence_time: '2026-11-01T15:00:00Z',
    home_team: 'Boston', away_team: 'Buffalo', bet_type: 'totals', point: 5.5, shape: 'over_under',
    valid_until: '2026-11-01T12:20:00Z',
    outcomes: [
      { name: 'Over', point: 5.5, fair_probability: 0.5, best_bookmaker: 'betmgm', best_price: 2.1, best_ev: 0.05,
        offers: [{ bookmaker: 'betmgm', price: 2.1, fair_probability: 0.5, quoted_at: '2026-11-01T12:00:00Z',
          valid_until: '2026-11-01T12:10:00Z', flags: [], value_class: 'take', link: 'https://example.org', ...more }] },
      { name: 'Under', point: 5.5, offers: [] },
    ],
  };
}

test('only an outcome that somebody offers is a row, and it leaves with its offer', () => {
  const rows = rowsOf(line('a', 1));
  assert.equal(rows.length, 1);
  assert.equal(rows[0].bet, 'Over 5.5');
  assert.equal(rows[0].event, 'Boston v Buffalo');
  assert.equal(rows[0].fair, 2);
  assert.deepEqual(rows[0].flags, ['take']);
  assert.equal(rows[0].until, Date.parse('2026-11-01T12:10:00Z'));
});

test('a link that is not https is none', () => {
  assert.equal(rowsOf(line('a', 1, { link: 'javascript:alert(1)' }))[0].link, undefined);
});

test('nobody goes back to an older version, but after a reset', () => {
  const lines = new Lines();
  const evs = () => lines.at(UNTIL - 11 * 60_000).map((row) => row.id);
  lines.apply('line', line('a', 5));
  lines.apply('line', { ...line('a', 4), outcomes: [] });
  assert.deepEqual(evs(), ['a\nOver']);
  lines.apply('reset', { bet_type: 'totals' });
  assert.deepEqual(evs(), ['a\nOver'], 'kept until all have come again');
  lines.apply('line', line('b', 1));
  lines.apply('complete', { bet_type: 'totals', lines: 1 });
  assert.deepEqual(evs(), ['b\nOver']);
  lines.apply('withdrawn', { line_id: 'b', bet_type: 'totals', version: 2 });
  assert.deepEqual(evs(), []);
});

test('what is no longer valid is not shown though nobody withdraws it', () => {
  const lines = new Lines();
  lines.apply('line', line('a', 1));
  assert.equal(lines.at(Date.parse('2026-11-01T12:09:59.999Z')).length, 1);
  assert.equal(lines.at(Date.parse('2026-11-01T12:10:00Z')).length, 0);
});

test('a closed bet type takes its lines away', () => {
  const lines = new Lines();
  lines.apply('line', line('a', 1));
  lines.apply('closed', { bet_type: 'totals' });
  assert.equal(lines.lines.size, 0);
});

test('an estimate is told once, by its source or by its flag', () => {
  const [near] = rowsOf(line('a', 1, { source: 'extrapolated', flags: [] }));
  assert.ok(near.flags.includes('extrapolated'));
  const [alone] = rowsOf(line('a', 1, { source: 'one_sided', flags: ['one_sided'] }));
  assert.equal(alone.flags.filter((flag) => flag === 'one_sided').length, 1);
});

test('suspect prices are shown only on demand', () => {
  const [row] = rowsOf(line('a', 1, { flags: ['suspect'] }));
  const filter = { betType: '', sport: '', book: '', minEv: 0, suspect: false };
  assert.equal(matches(row, filter), false);
  assert.equal(matches(row, { ...filter, suspect: true }), true);
  assert.equal(matches(row, { ...filter, suspect: true, minEv: 5.1 }), false);
});

test('what is missing sorts last in either direction', () => {
  const rows = [{ id: 'a' }, { id: 'b', ev: 1 }, { id: 'c', ev: 2 }];
  assert.deepEqual([...rows].sort(compareBy('ev', true)).map((row) => row.id), ['c', 'b', 'a']);
  assert.deepEqual([...rows].sort(compareBy('ev', false)).map((row) => row.id), ['b', 'c', 'a']);
});

test('numbers as people read them', () => {
  assert.deepEqual([2, 2.5, 1.5].map(american), ['+100', '+150', '\u2212200']);
  assert.deepEqual([0.0512, -0.02, 0, undefined].map((part) => percent(part)), ['+5.1%', '\u22122.0%', '0.0%', '']);
  assert.deepEqual([-5, 42_000, 600_000, 7_200_000].map(age), ['0 s', '42 s', '10 min', '2 h']);
});

test('events come out of text cut anywhere', () => {
  const heard = [];
  const parse = eventParser((name, data) => heard.push([name, data.n]));
  const text = 'retry: 2000\nevent: a\ndata: {"n":1}\n\n:\n\nevent: b\ndata: {"n":2}\n\n';
  for (const char of text) parse(char);
  assert.deepEqual(heard, [['a', 1], ['b', 2]]);
});
