'use strict'

const { home, murmur2 } = require('./partitioner')

/** Returns the number of vectors; throws on the first that differs. */
function checkVectors({ vectors }) {
  for (const vector of vectors) {
    const eventId = vector.event_id
    expect(`murmur2 of ${eventId}`, murmur2(Buffer.from(eventId, 'utf8')), vector.murmur2)
    for (const [partitions, expected] of Object.entries(vector.home)) {
      const actual = home(eventId, Number(partitions))
      expect(`home of ${eventId} among ${partitions}`, actual, expected)
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
