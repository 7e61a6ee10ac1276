package io.betintel.ev.stream;

import io.betintel.ev.codec.Quoted;
import io.betintel.ev.odds.MarketSnapshot;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * A record's value on its way through the topology: the raw bytes and, once decoded, what they say.
 * Only the bytes cross a topic.
 *
 * @param snapshot null if it is not decoded yet, or refused
 * @param eventId the event whose home the record goes to; null if that is unknown yet
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record OddsRecord(byte[] bytes, MarketSnapshot snapshot, String eventId) {

  OddsRecord(byte[] bytes, MarketSnapshot snapshot) {
    this(bytes, snapshot, snapshot == null ? null : snapshot.event().id());
  }

  OddsRecord decoded(MarketSnapshot decoded) {
    return new OddsRecord(bytes, decoded);
  }

  /** A snapshot that its market's task refuses, which knows what it ends. */
  OddsRecord refused(Quoted quoted) {
    return new OddsRecord(bytes, null, quoted.market().eventId());
  }

  static Serde<OddsRecord> serde() {
    return Serdes.serdeFrom(
        (topic, value) -> value == null ? null : value.bytes(),
        (topic, bytes) -> new OddsRecord(bytes, null));
  }
}
