package io.betintel.ev.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.priced.PricedLine;
import java.util.List;

/** Lines as text, {@code bet type,event,price}: this package does not depend on the Avro format. */
final class TextLines {
  private TextLines() {}

  static byte[] key(String text) {
    return text.substring(0, Math.max(0, text.lastIndexOf(','))).getBytes(UTF_8);
  }

  static PricedLine decode(byte[] bytes) {
    List<String> parts = List.of(new String(bytes, UTF_8).split(",", -1));
    return PricedLines.open(
        new BetType(parts.get(0)), parts.get(1), 5.5, Double.parseDouble(parts.get(2)));
  }
}
