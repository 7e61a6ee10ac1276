'use strict'

const fs = require('node:fs')
const { parseArgs } = require('node:util')
const { Kafka, logLevel } = require('kafkajs')
const { SchemaRegistry } = require('@kafkajs/confluent-schema-registry')
const { home, EventPartitioner } = require('./partitioner')
const { readTheOddsApi, sample, suspended } = require('./odds')
const { checkVectors } = require('./vectors')

const USAGE = `Sends odds events to ev-worker.

  node producer.js               a built-in sample: one match of tomorrow, two bookmakers
  node producer.js FILE          a version 4 response of The Odds API with decimal prices

  --suspend BOOK    send the bookmaker's markets of the sample or FILE without outcomes
  --at TIME         observe the sample at this time, such as 2026-11-22T12:00:00Z (default: now)
  --capture FILE    write what would be sent to FILE and send nothing; needs the registry only
  --vectors FILE    check the partitioner against schemas/partitioner-vectors.json; needs no server

Environment, as for ev-worker: EV_KAFKA_BOOTSTRAP_SERVERS, EV_SCHEMA_REGISTRY_URL, EV_TOPIC_PREFIX.`

const SUBJECT = 'odds.events-value'

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      at: { type: 'string' },
      suspend: { type: 'string' },
      capture: { type: 'string' },
      vectors: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) {
    console.log(USAGE)
    return
  }
  if (values.vectors) {
    console.log(`${checkVectors(readJson(values.vectors))} vectors agree`)
    return
  }
  const { snapshots: quotes, observedAt } = positionals.length
    ? readTheOddsApi(readJson(positionals[0]))
    : sample(values.at ? Date.parse(values.at) : Date.now())
  const snapshots = values.suspend ? suspended(quotes, values.suspend) : quotes
  const messages = await encode(snapshots, observedAt)
  if (values.capture) {
    fs.writeFileSync(values.capture, capture(messages))
  } else {
    await send(messages)
  }
}

/**
 * Encodes with the registry's latest schema and never registers one. A bet type that the schema
 * lacks is reported and not sent.
 */
async function encode(snapshots, observedAt) {
  const registry = new SchemaRegistry({ host: required('EV_SCHEMA_REGISTRY_URL') })
  const id = await registry.getLatestSchemaId(SUBJECT)
  const schema = await registry.getSchema(id)
  const betTypes = schema.fields.find((field) => field.name === 'bet_type').type.symbols
  const messages = []
  for (const snapshot of snapshots) {
    if (!betTypes.includes(snapshot.bet_type)) {
      console.error(`${snapshot.bet_type} is not in the registry's schema: not sent`)
      continue
    }
    messages.push({
      key: snapshot.bet_type, // plain text, never Avro
      value: await registry.encode(id, snapshot),
      headers: { 'ev-feed': 'example-js' }, // names the feed in the worker's metrics
      timestamp: String(observedAt), // when the feed saw the odds, not when it sent them
      eventId: snapshot.event_id, // for the partitioner
    })
  }
  return messages
}

async function send(messages) {
  const kafka = new Kafka({
    clientId: 'odds-producer-example',
    brokers: required('EV_KAFKA_BOOTSTRAP_SERVERS').split(','),
    logLevel: logLevel.WARN,
  })
  const producer = kafka.producer({
    createPartitioner: EventPartitioner,
    allowAutoTopicCreation: false,
  })
  const topic = `${process.env.EV_TOPIC_PREFIX ?? ''}odds.events`
  await producer.connect()
  try {
    const written = await producer.send({ topic, messages, acks: -1 })
    const partitions = written.map((each) => each.partition).join(', ')
    console.log(`${messages.length} odds events sent to ${topic}, partitions ${partitions}`)
  } finally {
    await producer.disconnect()
  }
}

/** One line of JSON per message: what a test in another language can read back. */
function capture(messages) {
  return messages
    .map(({ key, value, timestamp, eventId }) => {
      const homes = [1, 6, 12, 64].map((n) => [n, home(eventId, n)])
      const line = {
        key,
        value: value.toString('hex'),
        timestamp: Number(timestamp),
        event_id: eventId,
        home: Object.fromEntries(homes),
      }
      return `${JSON.stringify(line)}\n`
    })
    .join('')
}

function required(name) {
  if (!process.env[name]) {
    throw new Error(`${name} is not set`)
  }
  return process.env[name]
}

function readJson(file) {
  return JSON.parse(fs.readFileSync(file, 'utf8'))
}

main().catch((error) => {
  console.error(error.message)
  process.exitCode = 1
})
