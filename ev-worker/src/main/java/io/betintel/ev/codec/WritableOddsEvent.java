package io.betintel.ev.codec;

import java.util.Set;
import org.apache.avro.Schema;

/** Checks that a schema of the registry is an odds event whose fields this build can set. */
final class WritableOddsEvent {
  private static final Set<String> EVENT_FIELDS =
      Set.of(
          "event_id",
          "sport_key",
          "commence_time",
          "bookmaker",
          "bet_type",
          "outcomes",
          "last_update");
  private static final Set<String> OPTIONAL_EVENT_FIELDS = Set.of("home_team", "away_team", "link");
  private static final Set<String> OUTCOME_FIELDS = Set.of("name", "price");
  private static final Set<String> OPTIONAL_OUTCOME_FIELDS =
      Set.of("description", "point", "link", "bet_limit");

  private WritableOddsEvent() {}

  /**
   * The same schema.
   *
   * @throws RegistryException if a field of the contract is missing, or a field that this build
   *     does not know has no default
   */
  static Schema require(Schema schema) {
    requireFields(schema, EVENT_FIELDS, OPTIONAL_EVENT_FIELDS);
    if (schema.getField("bet_type").schema().getType() != Schema.Type.ENUM
        || schema.getField("outcomes").schema().getType() != Schema.Type.ARRAY) {
      throw refused("bet_type must be an enum and outcomes an array");
    }
    requireFields(
        schema.getField("outcomes").schema().getElementType(),
        OUTCOME_FIELDS,
        OPTIONAL_OUTCOME_FIELDS);
    return schema;
  }

  private static void requireFields(Schema schema, Set<String> required, Set<String> optional) {
    if (schema.getType() != Schema.Type.RECORD) {
      throw refused(schema.getFullName() + " is not a record");
    }
    for (String name : required) {
      if (schema.getField(name) == null) {
        throw refused(schema.getName() + " has no field " + name);
      }
    }
    for (Schema.Field field : schema.getFields()) {
      boolean known = required.contains(field.name()) || optional.contains(field.name());
      if (!known && !field.hasDefaultValue()) {
        throw refused(
            schema.getName()
                + " needs the field "
                + field.name()
                + ", which this build does not know: use a newer build");
      }
    }
  }

  private static RegistryException refused(String why) {
    return new RegistryException(
        "the latest schema of "
            + Topics.ODDS_EVENTS_SUBJECT
            + " is not the schema of an odds event: "
            + why);
  }
}
