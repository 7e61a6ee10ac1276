package io.betintel.ev.parking;

import org.apache.kafka.clients.producer.Producer;

/** How a replayer returns records: by which rules, through which producer, counted where. */
record Returning(ReturnRules rules, Producer<byte[], byte[]> producer, ParkingMetrics metrics) {}
