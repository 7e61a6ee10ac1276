package io.betintel.ev.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.Schema;

/** The bet types inside a schema. */
public final class BetTypeSymbols {
  private static final String FULL_NAME = "io.betintel.ev.avro.BetType";
  private static final String RESTORED = " Restored after version ";
  private static final ObjectMapper JSON = new ObjectMapper();

  private BetTypeSymbols() {}

  /** The symbols that this build was compiled with, in their order, the default included. */
  public static List<String> ofThisBuild() {
    return of(Contract.betType().current());
  }

  /** The symbols in their order; empty if the schema has no bet type. */
  public static List<String> of(Schema schema) {
    Schema betType = SchemaParts.enums(schema).get(FULL_NAME);
    return betType == null ? List.of() : betType.getEnumSymbols();
  }

  /** The same, also of an enum {@code BetType} in another namespace. */
  public static List<String> ofAnyName(Schema schema) {
    return SchemaParts.enums(schema).values().stream()
        .filter(type -> FULL_NAME.endsWith("." + type.getName()))
        .findFirst()
        .map(Schema::getEnumSymbols)
        .orElse(List.of());
  }

  /** The enum's default; null if the schema has no bet type or the enum has no default. */
  public static String defaultOf(Schema schema) {
    Schema betType = SchemaParts.enums(schema).get(FULL_NAME);
    return betType == null ? null : betType.getEnumDefault();
  }

  /** The first list's symbols, then those that only the second has. */
  public static List<String> union(List<String> first, List<String> second) {
    Set<String> union = new LinkedHashSet<>(first);
    union.addAll(second);
    return List.copyOf(union);
  }

  /** The same schema with other bet types; everything else is unchanged. */
  public static Schema replace(Schema schema, List<String> symbols) {
    return edit(
        schema,
        betType -> {
          ArrayNode replaced = betType.putArray("symbols");
          symbols.forEach(replaced::add);
        });
  }

  /** A schema without the enum stays as it is. */
  private static Schema edit(Schema schema, Consumer<ObjectNode> change) {
    Schema betType = SchemaParts.enums(schema).get(FULL_NAME);
    if (betType == null) {
      return schema;
    }
    try {
      JsonNode tree = JSON.readTree(schema.toString());
      for (JsonNode holder : tree.findParents("symbols")) {
        if (holder.path("name").asText().equals(betType.getName())) {
          change.accept((ObjectNode) holder);
        }
      }
      return new Schema.Parser().parse(JSON.writeValueAsString(tree));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(schema.getFullName() + " is not JSON", e);
    }
  }

  /**
   * The same schema with another text: a registry answers a text that it has with the old version,
   * and would not make it the latest.
   *
   * @param version the version that the schema follows
   */
  public static Schema restored(Schema schema, int version) {
    return edit(
        schema,
        betType ->
            betType.put(
                "doc",
                betType.path("doc").asText().replaceFirst(RESTORED + ".*", "")
                    + RESTORED
                    + version
                    + "."));
  }

  /** Whether two schemas are the same except for their bet types and their docs. */
  public static boolean sameOtherwise(Schema left, Schema right) {
    return onlyDefault(left).equals(onlyDefault(right));
  }

  private static Schema onlyDefault(Schema schema) {
    Schema betType = SchemaParts.enums(schema).get(FULL_NAME);
    return betType == null || betType.getEnumDefault() == null
        ? schema
        : replace(schema, List.of(betType.getEnumDefault()));
  }
}
