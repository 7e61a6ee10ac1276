// What the live stream's lines mean. It uses no page, so that node can test it.

/** Takes server-sent events out of text that comes in pieces. */
export function eventParser(onEvent) {
  let rest = '';
  return (text) => {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop();
    for (const block of blocks) {
      let name = '';
      let data = '';
      for (const line of block.split('\n')) {
        if (line.startsWith('event: ')) name = line.slice(7);
        if (line.startsWith('data: ')) data += line.slice(6);
      }
      if (name) onEvent(name, JSON.parse(data));
    }
  };
}

/** Whether its fair price is an estimate that no flag tells of. */
function estimated(offer) {
  return offer.source && offer.source !== 'quoted' && !offer.flags.includes(offer.source);
}

/** One row per outcome that somebody offers at a price whose value is known. */
export function rowsOf(line) {
  const rows = [];
  for (const outcome of line.outcomes) {
    const offer = outcome.offers.find((each) => each.bookmaker === outcome.best_bookmaker);
    if (!offer || outcome.best_ev === undefined) continue;
    const teams = line.home_team && line.away_team ? `${line.home_team} v ${line.away_team}` : line.event_id;
    rows.push({
      id: `${line.line_id}\n${outcome.name}`,
      event: teams,
      sport: line.sport_key,
      start: Date.parse(line.commence_time),
      betType: line.bet_type,
      bet: [line.description, outcome.name, signed(outcome.point, line.shape)].filter(Boolean).join(' '),
      book: offer.bookmaker,
      link: /^https:\/\//.test(offer.link ?? '') ? offer.link : undefined,
      limit: offer.bet_limit,
      price: outcome.best_price,
      fair: offer.fair_probability ? 1 / offer.fair_probability : undefined,
      ev: outcome.best_ev,
      worst: offer.worst_case_ev,
      stake: offer.stake,
      quoted: Date.parse(offer.quoted_at),
      lower: offer.ev_lower,
      flags: [
        ...(offer.value_class === 'take' ? ['take'] : []),
        ...(estimated(offer) ? [offer.source] : []),
        ...offer.flags,
      ],
      suspect: offer.flags.includes('suspect'),
      until: Math.min(Date.parse(line.valid_until), Date.parse(offer.valid_until)),
    });
  }
  return rows;
}

function signed(point, shape) {
  if (point === undefined) return '';
  return shape === 'spread' && point > 0 ? `+${point}` : String(point);
}

/** What there is, by the events of the stream. */
export class Lines {
  constructor() {
    this.lines = new Map();
    this.unfinished = new Set();
  }

  apply(name, data) {
    if (name === 'line') {
      const before = this.lines.get(data.line_id);
      if (!before || before.again || before.version <= data.version) {
        this.lines.set(data.line_id, { betType: data.bet_type, version: data.version, rows: rowsOf(data) });
      }
    } else if (name === 'withdrawn') {
      this.lines.delete(data.line_id);
    } else if (name === 'reset') {
      // Kept until all lines have arrived again, so that the page does not flicker.
      this.unfinished.add(data.bet_type);
      for (const line of this.of(data.bet_type)) line[1].again = true;
    } else if (name === 'complete') {
      this.unfinished.delete(data.bet_type);
      for (const [id, line] of this.of(data.bet_type)) if (line.again) this.lines.delete(id);
    } else if (name === 'closed') {
      this.unfinished.delete(data.bet_type);
      for (const [id] of this.of(data.bet_type)) this.lines.delete(id);
    }
  }

  of(betType) {
    return [...this.lines].filter(([, line]) => line.betType === betType);
  }

  /** The rows that may be shown at an instant. */
  at(now) {
    return [...this.lines.values()].flatMap((line) => line.rows).filter((row) => row.until > now);
  }
}

export function matches(row, filter) {
  return (!filter.betType || row.betType === filter.betType)
    && (!filter.sport || row.sport === filter.sport)
    && (!filter.book || row.book === filter.book)
    && row.ev * 100 >= filter.minEv
    && (filter.suspect || !row.suspect);
}

/** What is missing is last, in either direction; equals keep an order of their own. */
export function compareBy(column, falling) {
  return (a, b) => {
    const x = a[column], y = b[column];
    if (x === undefined || y === undefined || x === y) {
      return (x === undefined) - (y === undefined) || (a.id < b.id ? -1 : 1);
    }
    return (x < y ? -1 : 1) * (falling ? -1 : 1);
  };
}

export function american(price) {
  return price >= 2 ? `+${Math.round((price - 1) * 100)}` : `\u2212${Math.round(100 / (price - 1))}`;
}

export function percent(part, digits = 1) {
  if (part === undefined) return '';
  const text = (Math.abs(part) * 100).toFixed(digits);
  return `${part < 0 && Number(text) !== 0 ? '\u2212' : part > 0 && Number(text) !== 0 ? '+' : ''}${text}%`;
}

export function age(millis) {
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 100) return `${seconds} s`;
  return seconds < 6000 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

export function words(key) {
  return key.replaceAll('_', ' ');
}
