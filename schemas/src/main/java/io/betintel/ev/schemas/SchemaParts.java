package io.betintel.ev.schemas;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/** The parts of a schema. */
final class SchemaParts {
  private final Map<String, Schema> byPath = new LinkedHashMap<>();
  private final Set<String> entered = new HashSet<>();

  private SchemaParts() {}

  /**
   * Every schema inside, by a path such as {@code outcomes[].price}; the path of the whole is
   * empty.
   */
  static Map<String, Schema> of(Schema schema) {
    SchemaParts parts = new SchemaParts();
    parts.add("", schema);
    return parts.byPath;
  }

  /** Every enum inside, by its full name. */
  static Map<String, Schema> enums(Schema schema) {
    Map<String, Schema> enums = new LinkedHashMap<>();
    for (Schema part : of(schema).values()) {
      if (part.getType() == Schema.Type.ENUM) {
        enums.put(part.getFullName(), part);
      }
    }
    return enums;
  }

  private void add(String path, Schema schema) {
    byPath.put(path, schema);
    switch (schema.getType()) {
      case RECORD -> {
        if (entered.add(schema.getFullName())) {
          for (Schema.Field field : schema.getFields()) {
            add(path.isEmpty() ? field.name() : path + "." + field.name(), field.schema());
          }
        }
      }
      case ARRAY -> add(path + "[]", schema.getElementType());
      case MAP -> add(path + "{}", schema.getValueType());
      case UNION -> schema.getTypes().forEach(type -> add(path + "|" + type.getFullName(), type));
      default -> {}
    }
  }
}
