package io.betintel.ev.stream;

import io.betintel.ev.odds.MarketSnapshot;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * A record's value on its way through the topology: the raw bytes and, once decoded, what they say.
 * Only the bytes cross a topic.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record OddsRecord(byte[] bytes, MarketSnapshot snapshot) {

  OddsRecord decoded(MarketSnapshot decoded) {
    return new OddsRecord(bytes, decoded);
  }

  static Serde<OddsRecord> serde() {
    return Serdes.serdeFrom(
        (topic, value) -> value == null ? null : value.bytes(),
        (topic, bytes) -> new OddsRecord(bytes, null));
  }
}
