package io.betintel.ev.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/** The bet types inside a schema. */
public final class BetTypeSymbols {
  private static final String FULL_NAME = "io.betintel.ev.avro.BetType";
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
    Schema betType = SchemaParts.enums(schema).get(FULL_NAME);
    if (betType == null) {
      return schema;
    }
    try {
      JsonNode tree = JSON.readTree(schema.toString());
      for (JsonNode holder : tree.findParents("symbols")) {
        if (holder.path("name").asText().equals(betType.getName())) {
          ArrayNode replaced = ((ObjectNode) holder).putArray("symbols");
          symbols.forEach(replaced::add);
        }
      }
      return new Schema.Parser().parse(JSON.writeValueAsString(tree));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(schema.getFullName() + " is not JSON", e);
    }
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
