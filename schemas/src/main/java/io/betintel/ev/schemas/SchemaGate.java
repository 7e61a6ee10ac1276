package io.betintel.ev.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.SchemaCompatibility.SchemaIncompatibilityType;

/**
 * Decides whether a schema may follow its earlier versions. It must read each of them and be read
 * by each of them, and every enum inside must be append-only with an unchanged default.
 *
 * <p>Avro's own check, and therefore a registry's strictest mode, is not enough: with an enum
 * default it accepts that a symbol is removed or renamed, and it never looks at logical types, so
 * that milliseconds could turn into microseconds.
 */
public final class SchemaGate {
  private SchemaGate() {}

  /** Checks this build's schema against its own history. */
  public static List<Violation> check(Contract contract) {
    return check(contract.name(), contract.current(), contract.releases());
  }

  /**
   * @param earlier in any order; the schema itself may be among them
   * @return every violation; empty if the schema may be released
   */
  public static List<Violation> check(String name, Schema schema, List<Release> earlier) {
    List<Violation> violations = new ArrayList<>();
    SchemaParts.enums(schema).values().forEach(type -> EnumRules.alone(name, type, violations));
    for (Release release : earlier) {
      EnumRules.follow(name, schema, release, violations);
      logicalTypesStay(name, schema, release, violations);
      reads(name, schema, release.schema(), release.version(), "cannot read it", violations);
      reads(name, release.schema(), schema, release.version(), "is not read by it", violations);
    }
    return violations;
  }

  private static void reads(
      String name,
      Schema reader,
      Schema writer,
      int version,
      String failure,
      List<Violation> violations) {
    for (Incompatibility found :
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
            .getResult()
            .getIncompatibilities()) {
      violations.add(
          new Violation(
              name,
              version,
              "the schema "
                  + failure
                  + ": "
                  + found.getType()
                  + " at "
                  + found.getLocation()
                  + ", "
                  + found.getMessage(),
              remedy(found.getType())));
    }
  }

  private static void logicalTypesStay(
      String name, Schema schema, Release release, List<Violation> violations) {
    Map<String, Schema> earlierParts = SchemaParts.of(release.schema());
    SchemaParts.of(schema)
        .forEach(
            (path, part) -> {
              Schema earlier = earlierParts.get(path);
              if (earlier != null && !logicalType(part).equals(logicalType(earlier))) {
                violations.add(
                    new Violation(
                        name,
                        release.version(),
                        path
                            + " is logically "
                            + logicalType(part)
                            + ", was "
                            + logicalType(earlier),
                        "A meaning never changes: add a field with a default, keep this one"));
              }
            });
  }

  private static String logicalType(Schema schema) {
    LogicalType type = schema.getLogicalType();
    return type == null ? "plain" : type.getName();
  }

  private static String remedy(SchemaIncompatibilityType type) {
    return switch (type) {
      case READER_FIELD_MISSING_DEFAULT_VALUE ->
          "A field that is added or deleted needs a default: give the new one a default, keep the"
              + " deleted one";
      case TYPE_MISMATCH, FIXED_SIZE_MISMATCH ->
          "A type never changes: add a field with a default, keep this one";
      case NAME_MISMATCH -> "A name never changes: restore it";
      case MISSING_ENUM_SYMBOLS -> "Symbols are only appended, and the enum keeps its default";
      case MISSING_UNION_BRANCH -> "A union keeps its branches, and a new branch needs a new field";
    };
  }
}
