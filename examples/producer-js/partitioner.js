'use strict'

/**
 * The home partition of an event: the snapshots of all its markets meet there without a further
 * hop.
 *
 *   home = (murmur2(event id as UTF-8) & 0x7fffffff) % partition count
 *
 * kafkajs's default would use the record key alone, which is the bet type.
 */
function home(eventId, partitions) {
  return (murmur2(Buffer.from(eventId, 'utf8')) & 0x7fffffff) % partitions
}

/** Kafka's murmur2, a signed 32-bit number. */
function murmur2(bytes) {
  const m = 0x5bd1e995
  let h = 0x9747b28c ^ bytes.length
  let i = 0
  for (; i + 4 <= bytes.length; i += 4) {
    let k = Math.imul(bytes.readInt32LE(i), m)
    k = Math.imul(k ^ (k >>> 24), m)
    h = Math.imul(h, m) ^ k
  }
  const left = bytes.length - i
  if (left >= 3) h ^= bytes[i + 2] << 16
  if (left >= 2) h ^= bytes[i + 1] << 8
  if (left >= 1) h = Math.imul(h ^ bytes[i], m)
  h = Math.imul(h ^ (h >>> 13), m)
  return h ^ (h >>> 15)
}

/** For kafkajs's `createPartitioner`; messages carry `eventId`. */
const EventPartitioner = () => ({ partitionMetadata, message }) =>
  home(message.eventId, partitionMetadata.length)

module.exports = { home, murmur2, EventPartitioner }
