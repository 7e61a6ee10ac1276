'use strict'

/**
 * One odds event: a bookmaker's whole snapshot of one market. Field names are those of
 * OddsEvent.avsc; times are milliseconds since the epoch.
 */
function oddsEvent(event, bookmaker, market, lastUpdate) {
  return {
    event_id: event.id,
    sport_key: event.sport_key,
    commence_time: Date.parse(event.commence_time),
    home_team: event.home_team ?? null,
    away_team: event.away_team ?? null,
    bookmaker: bookmaker.key,
    bet_type: market.key,
    outcomes: quoted(market.outcomes).map((outcome) => ({
      name: outcome.name,
      description: outcome.description ?? null,
      point: outcome.point ?? null,
      price: outcome.price,
      link: outcome.link ?? null,
      bet_limit: outcome.bet_limit ?? null,
    })),
    last_update: lastUpdate,
    link: market.link ?? null,
  }
}

/**
 * All outcomes, or none, which says that the market is suspended: a bookmaker writes that as a price
 * of 1.0, 0 or null. A record with such a price would be broken, and the old prices would stay.
 */
function quoted(outcomes) {
  return outcomes.every(({ price }) => price > 1) ? outcomes : []
}

/** The same markets without outcomes: the bookmaker takes no bets in them. */
function suspended(snapshots, bookmaker) {
  return snapshots
    .filter((snapshot) => snapshot.bookmaker === bookmaker)
    .map((snapshot) => ({ ...snapshot, outcomes: [] }))
}

/**
 * The odds events of one version 4 response of The Odds API (decimal prices): an array of events,
 * one event, or a historical envelope. Each comes with the time at which it was observed: the
 * envelope's, else the latest last_update in the file.
 */
function readTheOddsApi(json) {
  const response = json.data ?? json
  const snapshots = []
  for (const event of Array.isArray(response) ? response : [response]) {
    for (const bookmaker of event.bookmakers ?? []) {
      for (const market of bookmaker.markets) {
        const lastUpdate = Date.parse(market.last_update ?? bookmaker.last_update)
        snapshots.push(oddsEvent(event, bookmaker, market, lastUpdate))
      }
    }
  }
  const observedAt = json.timestamp
    ? Date.parse(json.timestamp)
    : Math.max(...snapshots.map((snapshot) => snapshot.last_update))
  return { snapshots, observedAt }
}

/** A match of tomorrow at two bookmakers; producer-java sends two others' odds of the same match. */
function sample(now) {
  const quote = (bookmaker, home, away, over, under) => ({
    key: bookmaker,
    markets: [
      {
        key: 'h2h',
        outcomes: [
          { name: 'Harbour City', price: home },
          { name: 'North End', price: away },
        ],
      },
      {
        key: 'totals',
        outcomes: [
          { name: 'Over', point: 5.5, price: over },
          { name: 'Under', point: 5.5, price: under },
        ],
      },
    ],
  })
  const event = {
    id: 'sample-harbour-city-north-end',
    sport_key: 'icehockey_sample',
    commence_time: new Date(now + 24 * 60 * 60 * 1000).toISOString(),
    home_team: 'Harbour City',
    away_team: 'North End',
  }
  const snapshots = []
  for (const book of [
    quote('fanduel', 1.87, 1.95, 1.9, 1.9),
    quote('betmgm', 1.8, 2.12, 2.02, 1.83),
  ]) {
    for (const market of book.markets) {
      snapshots.push(oddsEvent(event, book, market, now - 5000))
    }
  }
  return { snapshots, observedAt: now }
}

module.exports = { readTheOddsApi, sample, suspended }
