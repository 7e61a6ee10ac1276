package io.betintel.ev.schemas;

import static io.betintel.ev.schemas.SchemaChange.Party.NEWER_READERS;
import static io.betintel.ev.schemas.SchemaChange.Party.OLDER_READERS;
import static io.betintel.ev.schemas.SchemaChange.Party.PRODUCERS;

import io.betintel.ev.schemas.SchemaChange.Party;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * The differences between two versions of a schema, and whom each breaks. Lists harmless changes
 * too; {@link SchemaGate} reports only what is forbidden.
 */
public final class SchemaDiff {
  private final List<SchemaChange> changes = new ArrayList<>();

  private SchemaDiff() {}

  /** Differences in the order of the schema's parts; empty if both mean the same. Ignores docs. */
  public static List<SchemaChange> between(Schema earlier, Schema later) {
    SchemaDiff diff = new SchemaDiff();
    Map<String, Schema.Field> before = fields(earlier);
    Map<String, Schema.Field> after = fields(later);
    before.keySet().stream()
        .filter(path -> !after.containsKey(path))
        .forEach(path -> diff.removed(path, before.get(path)));
    after.forEach(
        (path, field) -> {
          if (!before.containsKey(path)) {
            diff.added(path, field);
          }
        });
    diff.types(SchemaParts.of(earlier), SchemaParts.of(later));
    diff.enums(SchemaParts.enums(earlier), SchemaParts.enums(later));
    return List.copyOf(diff.changes);
  }

  private void removed(String path, Schema.Field field) {
    if (field.hasDefaultValue()) {
      add(
          path + " is removed",
          Set.of(),
          "it had a default, which older readers use; its data is lost");
    } else {
      add(path + " is removed", Set.of(OLDER_READERS), "they need it and have no default for it");
    }
  }

  private void added(String path, Schema.Field field) {
    if (field.hasDefaultValue()) {
      add(path + " is new", Set.of(), "it has a default, which is used where it is missing");
    } else {
      add(
          path + " is new",
          Set.of(NEWER_READERS, PRODUCERS),
          "it has no default, and events without it cannot be read");
    }
  }

  private void types(Map<String, Schema> before, Map<String, Schema> after) {
    before.forEach(
        (path, was) -> {
          Schema now = after.get(path);
          if (now != null && !path.isEmpty() && !kind(was).equals(kind(now))) {
            add(
                path + " is " + kind(now) + ", was " + kind(was),
                Set.of(OLDER_READERS, NEWER_READERS),
                "a type and its meaning never change");
          }
        });
  }

  private void enums(Map<String, Schema> before, Map<String, Schema> after) {
    before.forEach(
        (name, was) -> {
          Schema now = after.get(name);
          if (now == null) {
            add(
                "the enum " + name + " is removed",
                Set.of(OLDER_READERS, NEWER_READERS),
                "a name never changes");
            return;
          }
          symbols(now.getName(), was.getEnumSymbols(), now.getEnumSymbols());
          if (!Objects.equals(was.getEnumDefault(), now.getEnumDefault())) {
            add(
                now.getName()
                    + " has the default "
                    + now.getEnumDefault()
                    + ", had "
                    + was.getEnumDefault(),
                Set.of(OLDER_READERS, NEWER_READERS),
                "a symbol that a reader does not know would become another one");
          }
        });
  }

  private void symbols(String name, List<String> before, List<String> after) {
    List<String> kept = new ArrayList<>(before);
    kept.retainAll(after);
    before.stream()
        .filter(symbol -> !after.contains(symbol))
        .forEach(
            symbol ->
                add(
                    name + " has lost " + symbol,
                    Set.of(NEWER_READERS, PRODUCERS),
                    "stored events of it would be read as the default, and no producer can send it"));
    List<String> order = new ArrayList<>(after);
    order.retainAll(before);
    if (!order.equals(kept)) {
      add(
          name + " has its symbols in another order: " + String.join(", ", order),
          Set.of(NEWER_READERS, PRODUCERS),
          "programs that read or write by position confuse them");
    }
    int last = after.size() - 1;
    while (last >= 0 && !before.contains(after.get(last))) {
      last--;
    }
    for (int i = 0; i < after.size(); i++) {
      String symbol = after.get(i);
      if (!before.contains(symbol)) {
        boolean appended = i > last;
        add(
            name + " has the new symbol " + symbol + (appended ? "" : " in between"),
            appended ? Set.of() : Set.of(PRODUCERS),
            appended
                ? "an older worker reads it by the writer's schema, other older readers see the"
                    + " default"
                : "it moves the symbols after it");
      }
    }
  }

  private void add(String what, Set<Party> breaks, String why) {
    changes.add(new SchemaChange(what, breaks, why));
  }

  private static String kind(Schema schema) {
    String logical =
        schema.getLogicalType() == null ? "" : " (" + schema.getLogicalType().getName() + ")";
    return switch (schema.getType()) {
      case RECORD, ENUM, FIXED -> schema.getFullName();
      default -> schema.getType().getName() + logical;
    };
  }

  /** Every record's fields, by the paths of {@link SchemaParts}. */
  private static Map<String, Schema.Field> fields(Schema schema) {
    Map<String, Schema.Field> fields = new LinkedHashMap<>();
    SchemaParts.of(schema)
        .forEach(
            (path, part) -> {
              if (part.getType() == Schema.Type.RECORD) {
                for (Schema.Field field : part.getFields()) {
                  fields.put(path.isEmpty() ? field.name() : path + "." + field.name(), field);
                }
              }
            });
    return fields;
  }
}
