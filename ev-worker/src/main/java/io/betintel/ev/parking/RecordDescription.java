package io.betintel.ev.parking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.codec.EvHeaders;
import io.betintel.ev.codec.WireValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Describes a record as JSON, decoded as far as possible: text as text, other bytes in hexadecimal.
 */
public final class RecordDescription {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final WireValue values;

  public RecordDescription(WireValue values) {
    this.values = values;
  }

  /**
   * One object. If the value cannot be decoded, {@code value} is null and {@code undecodable} says
   * why.
   */
  public ObjectNode of(ConsumerRecord<byte[], byte[]> record) {
    ObjectNode json = JSON.createObjectNode();
    json.put("record", new RecordId(record.partition(), record.offset()).toString());
    json.put("logged_at", Instant.ofEpochMilli(record.timestamp()).toString());
    json.put("key", text(record.key()));
    ObjectNode headers = json.putObject("headers");
    for (Header header : record.headers()) { // the last of several headers of one name counts
      headers.put(header.key(), text(header.value()));
    }
    try {
      json.set("value", JSON.readTree(values.json(record.value())));
    } catch (WireValue.UnreadableException | JsonProcessingException e) {
      json.putNull("value");
      json.put("undecodable", e.getMessage());
      json.put("value_hex", record.value() == null ? null : hex(record.value()));
    }
    return json;
  }

  /** Where a record waits, and where the input had it, for people. */
  static String place(ConsumerRecord<byte[], byte[]> record) {
    String here = record.topic() + "-" + record.partition() + " offset " + record.offset();
    return EvHeaders.text(record.headers(), EvHeaders.ORIGIN_TOPIC)
        .map(
            topic ->
                here
                    + " (of "
                    + topic
                    + "-"
                    + EvHeaders.text(record.headers(), EvHeaders.ORIGIN_PARTITION).orElse("?")
                    + " offset "
                    + EvHeaders.text(record.headers(), EvHeaders.ORIGIN_OFFSET).orElse("?")
                    + ")")
        .orElse(here);
  }

  private static String text(byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return "0x" + hex(bytes);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
