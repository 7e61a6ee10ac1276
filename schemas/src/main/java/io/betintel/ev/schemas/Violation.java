package io.betintel.ev.schemas;

/**
 * Why a schema may not be released.
 *
 * @param schema the schema's short name, such as {@code OddsEvent}
 * @param against the earlier version that it breaks with, or 0 if it is wrong by itself
 * @param what what is wrong, and where
 * @param remedy what to do instead
 */
public record Violation(String schema, int against, String what, String remedy) {

  /** One line for a person. */
  @Override
  public String toString() {
    return schema
        + (against == 0 ? "" : ", against version " + against)
        + ": "
        + what
        + ". "
        + remedy
        + ".";
  }
}
