package io.betintel.ev.schemas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;

/** The rules for every enum, the bet types above all. */
final class EnumRules {
  /** A symbol is also a SQL label, which PostgreSQL cuts at 63 bytes, and a part of cache keys. */
  private static final String SYMBOL = "[a-z][a-z0-9_]{0,62}";

  private static final String APPEND =
      "Symbols are only appended at the end; a bet type is retired or renamed in the catalogue";

  private EnumRules() {}

  /** The enum by itself: every symbol is well-formed, and no two are easily confused. */
  static void alone(String name, Schema type, List<Violation> violations) {
    Map<String, String> seen = new HashMap<>();
    for (String symbol : type.getEnumSymbols()) {
      if (!symbol.matches(SYMBOL)) {
        violations.add(
            new Violation(
                name,
                0,
                type.getName() + " has the symbol " + symbol,
                "Accepted is a lower-case symbol, " + SYMBOL));
      }
      String twin = seen.put(symbol.toLowerCase(Locale.ROOT).replace("_", ""), symbol);
      if (twin != null) {
        violations.add(
            new Violation(
                name,
                0,
                type.getName()
                    + " has "
                    + twin
                    + " and "
                    + symbol
                    + ", which differ only by case or underscores",
                "Use the existing symbol; a label in the database is permanent"));
      }
    }
    if (type.getEnumDefault() == null) {
      violations.add(
          new Violation(
              name,
              0,
              type.getName() + " has no default",
              "Give it one: an older reader needs it for symbols that it does not know"));
    }
  }

  /** Every enum of the release still exists, with its default and its symbols in their order. */
  static void follow(String name, Schema schema, Release release, List<Violation> violations) {
    Map<String, Schema> enums = SchemaParts.enums(schema);
    SchemaParts.enums(release.schema())
        .forEach(
            (fullName, earlier) -> {
              Schema now = enums.get(fullName);
              if (now == null) {
                violations.add(
                    new Violation(
                        name,
                        release.version(),
                        "the enum " + fullName + " is missing",
                        "A name never changes: restore it"));
                return;
              }
              if (!Objects.equals(now.getEnumDefault(), earlier.getEnumDefault())) {
                violations.add(
                    new Violation(
                        name,
                        release.version(),
                        now.getName()
                            + " has the default "
                            + now.getEnumDefault()
                            + ", had "
                            + earlier.getEnumDefault(),
                        "The default never changes: restore it"));
              }
              symbols(name, now, earlier, release.version(), violations);
            });
  }

  private static void symbols(
      String name, Schema now, Schema earlier, int version, List<Violation> violations) {
    List<String> gone = new ArrayList<>(earlier.getEnumSymbols());
    gone.removeAll(now.getEnumSymbols());
    if (!gone.isEmpty()) {
      violations.add(
          new Violation(
              name, version, now.getName() + " has lost " + String.join(", ", gone), APPEND));
      return;
    }
    for (int i = 0; i < earlier.getEnumSymbols().size(); i++) {
      String symbol = now.getEnumSymbols().get(i);
      String before = earlier.getEnumSymbols().get(i);
      if (!symbol.equals(before)) {
        violations.add(
            new Violation(
                name,
                version,
                now.getName()
                    + " has "
                    + symbol
                    + " at place "
                    + (i + 1)
                    + ", where "
                    + before
                    + " was",
                APPEND));
        return;
      }
    }
  }
}
