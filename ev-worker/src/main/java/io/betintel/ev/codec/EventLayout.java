package io.betintel.ev.codec;

import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.odds.BetType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * A writer's schema whose values have the bytes of ours: the same fields and types in the same
 * order. Only the bet types may be others.
 */
final class EventLayout {
  private static final String OURS = withoutSymbols(OddsEvent.getClassSchema());

  private final List<BetType> betTypes = new ArrayList<>();
  private final List<byte[]> keys = new ArrayList<>();

  private EventLayout(Schema writer) {
    for (String symbol : writer.getField("bet_type").schema().getEnumSymbols()) {
      betTypes.add(BetType.find(symbol).orElse(null));
      keys.add(symbol.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Null if the bytes may differ from those of our schema. */
  static EventLayout of(Schema writer) {
    return withoutSymbols(writer).equals(OURS) ? new EventLayout(writer) : null;
  }

  /** How many bet types the writer knows. */
  int betTypes() {
    return betTypes.size();
  }

  /**
   * @return null if the symbol at that place is no bet type, or the record's key is another one
   */
  BetType betType(int place, byte[] key) {
    return Arrays.equals(keys.get(place), key) ? betTypes.get(place) : null;
  }

  /** Avro's own form for comparisons; it has neither descriptions nor defaults. */
  private static String withoutSymbols(Schema schema) {
    return SchemaNormalization.toParsingForm(schema)
        .replaceFirst("\"symbols\":\\[[^\\]]*\\]", "\"symbols\":[]");
  }
}
