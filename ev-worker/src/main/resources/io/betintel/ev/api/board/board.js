// The board shows what v1/live sends. Team names and bookmakers' keys are foreign text, so they only
// ever become textContent.
import { Lines, age, american, compareBy, eventParser, matches, percent, words } from './lines.js';

const MOST_ROWS = 300;
const QUIET_MS = 40_000; // the server says something every 15 seconds
const KEY = 'ev-api-key';

function board() {
  const $ = (id) => document.getElementById(id);
  let lines = new Lines();
  let role = 'free', sort = 'ev', falling = true, skew = 0, updated, abort, dirty = true, stopped = false;
  const drawn = new Map();
  const now = () => Date.now() + skew;
  const odds = (price) => price === undefined ? '' : $('odds').value === 'american' ? american(price) : price.toFixed(2);
  const startOf = (at) => new Date(at).toLocaleString([], { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

  // name, title, class, text of a row; role free does not see those that are `paid`
  const columns = [
    { name: 'event', title: 'Event', text: (row) => row.event, tip: (row) => words(row.sport) },
    { name: 'start', title: 'Start', text: (row) => startOf(row.start), tip: (row) => utc(row.start) },
    { name: 'betType', title: 'Bet type', text: (row) => words(row.betType) },
    { name: 'bet', title: 'Bet', text: (row) => row.bet },
    { name: 'book', title: 'Best at', text: (row) => words(row.book), tip: (row) => row.limit ? `takes at most ${row.limit}` : '' },
    { name: 'price', title: 'Price', number: true, flash: true, text: (row) => odds(row.price) },
    { name: 'fair', title: 'Fair', label: true, number: true, text: (row) => odds(row.fair) },
    { name: 'ev', title: 'EV', number: true, flash: true, text: (row) => percent(row.ev) },
    { name: 'worst', title: 'Worst case', label: true, number: true, paid: true, text: (row) => percent(row.worst), tip: () => 'the least EV of four de-vig methods; of a one-sided price, within its error too' },
    { name: 'stake', title: 'Stake', label: true, number: true, text: (row) => percent(row.stake, 2).replace('+', ''), tip: () => 'of the bankroll' },
    { name: 'quoted', title: 'Age', label: true, number: true, text: (row) => age(now() - row.quoted), tip: (row) => `quoted ${utc(row.quoted)}` },
    { name: 'flags', title: 'Flags', text: (row) => row.flags.join(',') },
  ];
  const utc = (at) => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const classes = { betType: 'type', quoted: 'age' };
  const shown = () => columns.filter((column) => !column.paid || role !== 'free');

  function head() {
    const row = document.querySelector('thead tr');
    row.replaceChildren(...shown().map((column) => {
      const cell = document.createElement('th');
      cell.scope = 'col';
      if (column.number) cell.className = 'number';
      if (column.name === sort) cell.setAttribute('aria-sort', falling ? 'descending' : 'ascending');
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = column.title;
      button.dataset.column = column.name;
      button.addEventListener('click', () => sortBy(column.name));
      cell.append(button);
      return cell;
    }));
    choices($('sort'), shown().map((column) => [column.name, column.title]), sort);
  }

  function sortBy(name) {
    // Numbers sort from the highest, ages and starts from the lowest; a second click reverses the order.
    falling = name === sort ? !falling : ['price', 'fair', 'ev', 'worst', 'stake', 'quoted'].includes(name);
    sort = name;
    head();
    document.querySelector(`thead [data-column=${name}]`).focus();
    dirty = true;
    draw();
  }

  function choices(select, options, value) {
    const key = JSON.stringify(options);
    if (select.dataset.key !== key) {
      select.dataset.key = key;
      select.replaceChildren(...options.map(([id, title]) => new Option(title, id)));
    }
    select.value = options.some(([id]) => id === value) ? value : options[0][0];
  }

  const kinds = (rows, field, kept) => [['', 'All'],
    ...[...new Set([...rows.map((row) => row[field]), ...(kept ? [kept] : [])])].sort().map((each) => [each, words(each)])];

  function filter() {
    return { betType: $('bet-type').value, sport: $('sport').value, book: $('bookmaker').value,
      minEv: Number.isNaN($('min-ev').valueAsNumber) ? -Infinity : $('min-ev').valueAsNumber, suspect: $('suspect').checked };
  }

  function draw() {
    const all = lines.at(now());
    for (const [id, field] of [['bet-type', 'betType'], ['sport', 'sport'], ['bookmaker', 'book']]) {
      if (document.activeElement !== $(id)) choices($(id), kinds(all, field, $(id).value), $(id).value);
    }
    const wanted = filter();
    const rows = all.filter((row) => matches(row, wanted)).sort(compareBy(sort, falling)).slice(0, MOST_ROWS);
    const body = document.querySelector('tbody');
    const keep = new Set(rows.map((row) => row.id));
    for (const [id, element] of drawn) if (!keep.has(id)) { element.remove(); drawn.delete(id); }
    // A row must not slip away under the pointer that is about to click on it.
    const still = body.matches(':hover') && !dirty;
    rows.forEach((row, index) => {
      let element = drawn.get(row.id);
      const fresh = !element;
      if (fresh) drawn.set(row.id, element = document.createElement('tr'));
      fill(element, row, fresh);
      if (fresh ? true : !still && body.children[index] !== element) body.insertBefore(element, still ? null : body.children[index] ?? null);
    });
    dirty = false;
    say(all, rows);
  }

  function fill(element, row, fresh) {
    const visible = shown();
    if (element.children.length !== visible.length) {
      element.replaceChildren(...visible.map((column) => {
        const cell = document.createElement('td');
        cell.className = `${classes[column.name] ?? column.name}${column.number ? ' number' : ''}`;
        if (column.label) cell.dataset.label = column.title;
        return cell;
      }));
    }
    visible.forEach((column, index) => {
      const cell = element.children[index];
      const text = column.text(row);
      const tip = column.tip?.(row) ?? '';
      if (cell.title !== tip) cell.title = tip;
      if (cell.dataset.text === text && (column.name !== 'book' || cell.dataset.link === (row.link ?? ''))) return;
      if (column.flash && !fresh && cell.dataset.text !== undefined) flash(cell);
      cell.dataset.text = text;
      if (column.name === 'flags') cell.replaceChildren(...row.flags.map(chip));
      else if (column.name === 'book') { cell.dataset.link = row.link ?? ''; cell.replaceChildren(row.link ? link(row.link, text) : text); }
      else cell.textContent = text;
      if (column.name === 'event') cell.title = `${text} (${tip})`;
      for (const sign of ['ev', 'worst']) if (column.name === sign) {
        cell.classList.toggle('good', row[sign] > 0);
        cell.classList.toggle('bad', row[sign] < 0);
      }
    });
  }

  function flash(cell) {
    cell.classList.remove('flash');
    void cell.offsetWidth; // so that it starts again
    cell.classList.add('flash');
  }

  function chip(flag) {
    const element = document.createElement('span');
    element.className = flag === 'take' ? 'flag' : 'flag warn';
    element.textContent = words(flag);
    return element;
  }

  function link(target, text) {
    const element = document.createElement('a');
    Object.assign(element, { href: target, target: '_blank', rel: 'noopener noreferrer', textContent: text });
    return element;
  }

  function say(all, rows) {
    const hidden = all.filter((row) => row.suspect).length;
    $('count').textContent = all.length === 0 ? '' : `${rows.length} of ${all.length} bets`
      + (rows.length === MOST_ROWS ? ', the first by this order' : '')
      + (hidden && !$('suspect').checked ? `; ${hidden} with a suspect price are not shown` : '');
    document.querySelector('.scroll').hidden = rows.length === 0;
    $('empty').hidden = rows.length > 0;
    $('empty').textContent = stopped ? '' : lines.unfinished.size || !updated ? 'Reading the lines.'
      : all.length === 0 ? 'Nothing is offered above or below its fair price right now. Lines appear here as they arrive.'
        : 'No bet passes these filters. Lower the EV, or choose All.';
    $('updated').textContent = updated ? `updated ${new Date(updated).toLocaleTimeString()}` : '';
    $('updated').title = updated ? new Date(updated).toISOString() : '';
  }

  function state(kind, text) {
    $('dot').className = kind;
    if ($('state').textContent !== text) $('state').textContent = text;
  }

  function notice(text) {
    $('notice').textContent = text;
    $('notice').hidden = !text;
  }

  function hear(name, data) {
    updated = Date.now();
    if (name === 'opened') {
      role = data.role;
      $('role').textContent = role;
      $('sample').textContent = data.sample
        ? `Free sees ${data.sample.percent}% of all lines, without the worst case. A key shows more and stays in this tab.` : 'The key stays in this tab.';
      drawn.forEach((element) => element.replaceChildren());
      head();
      notice(data.bet_types.length ? '' : `No bet type is opened to role ${role} yet.`);
      lines.lines.forEach((line, id) => { if (!data.bet_types.includes(line.betType)) lines.lines.delete(id); });
    } else if (name === 'closed') notice(`${words(data.bet_type)} was closed: ${words(data.detail)}.`);
    else if (name === 'waiting') state('waiting', 'Waiting for the cache');
    else if (name === 'reset') state('live', 'Live');
    lines.apply(name, data);
  }

  /** Returns how long to wait before the next try; never, if only the user can help. */
  async function listen(signal) {
    const key = sessionStorage.getItem(KEY);
    const answer = await fetch('v1/live', { signal, cache: 'no-store',
      headers: { Accept: 'text/event-stream', ...(key ? { Authorization: `Bearer ${key}` } : {}) } });
    if (!answer.ok) {
      const problem = await answer.json().catch(() => ({}));
      if (answer.status === 401) { stopped = true; $('role').textContent = 'unknown'; draw(); state('off', 'Not connected'); notice('Unknown key. Correct it, or forget it to see what is free.'); return Infinity; }
      state('waiting', 'Waiting for the server'); notice(`No live lines now: ${problem.detail ?? `status ${answer.status}`}.`);
      return 1000 * (Number(answer.headers.get('Retry-After')) || 5);
    }
    const date = Date.parse(answer.headers.get('Date'));
    skew = Math.abs(date - Date.now()) > 5000 ? date - Date.now() : 0; // a wrong clock here must not show stale bets
    state('live', 'Live');
    const parse = eventParser(hear);
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      let timer;
      const quiet = new Promise((_, fail) => { timer = setTimeout(() => fail(new Error('quiet')), QUIET_MS); });
      const { done, value } = await Promise.race([reader.read(), quiet])
        .catch((trouble) => { reader.cancel().catch(() => {}); throw trouble; })
        .finally(() => clearTimeout(timer));
      if (done) return 0;
      parse(value);
    }
  }

  async function run() {
    abort?.abort();
    const mine = abort = new AbortController();
    for (let tries = 0; !mine.signal.aborted; tries++) {
      const began = Date.now();
      let wait = 0;
      try {
        wait = await listen(mine.signal);
      } catch {
        if (mine.signal.aborted) return;
      }
      if (wait === Infinity) return;
      if (wait === 0) state('off', 'Not connected, trying again');
      if (Date.now() - began > 30_000) tries = 0;
      await new Promise((go) => setTimeout(go, Math.max(wait, Math.min(15_000, 1000 * 2 ** tries)) * (0.7 + 0.6 * Math.random())));
    }
  }

  function useKey(key) {
    if (key) sessionStorage.setItem(KEY, key); else sessionStorage.removeItem(KEY);
    $('key').value = '';
    $('access').open = false;
    notice('');
    lines = new Lines();
    updated = undefined;
    stopped = false;
    draw();
    run();
  }

  $('key-form').addEventListener('submit', (event) => { event.preventDefault(); useKey($('key').value.trim()); });
  $('forget').addEventListener('click', () => useKey(''));
  $('filters').addEventListener('submit', (event) => event.preventDefault());
  $('filters').addEventListener('input', () => { dirty = true; draw(); });
  $('sort').addEventListener('change', () => sortBy($('sort').value));
  head();
  draw();
  run();
  setInterval(draw, 1000); // ages grow, and expired bets leave
}

board();
