package io.betintel.ev.parking;

import org.apache.kafka.clients.producer.Producer;

/** What every batch of a replayer uses to return records. */
record Returning(ReturnRules rules, Producer<byte[], byte[]> producer, ParkingMetrics metrics) {}
