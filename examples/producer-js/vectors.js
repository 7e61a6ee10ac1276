'use strict'

const { home, murmur2 } = require('./partitioner')

/** How many vectors there are; throws on the first that differs. */
function checkVectors({ vectors }) {
  for (const vector of vectors) {
    const market = `${vector.event_id}|${vector.bet_type}`
    expect(`murmur2 of ${market}`, murmur2(Buffer.from(market, 'utf8')), vector.murmur2)
    for (const [partitions, expected] of Object.entries(vector.home)) {
      const actual = home(vector.event_id, vector.bet_type, Number(partitions))
      expect(`home of ${market} among ${partitions}`, actual, expected)
    }
  }
  return vectors.length
}

function expect(what, actual, expected) {
  if (actual !== expected) {
    throw new Error(`${what} is ${actual}, not ${expected}`)
  }
}

module.exports = { checkVectors }
