package io.betintel.ev.schemas;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One difference between two versions of a schema.
 *
 * @param what the difference, and where it is
 * @param breaks whom it breaks; empty if no one
 * @param why why it does or does not, in a few words
 */
public record SchemaChange(String what, Set<Party> breaks, String why) {

  /** Who uses a schema. */
  public enum Party {
    /** Builds that run now and will read events of the later schema. */
    OLDER_READERS("older builds that read newer events"),
    /** A build with the later schema that reads the events in the topics. */
    NEWER_READERS("newer builds that read what is stored"),
    /** Feeds that encode with the earlier schema, or send what only it has. */
    PRODUCERS("producers");

    private final String label;

    Party(String label) {
      this.label = label;
    }
  }

  public SchemaChange {
    breaks = breaks.isEmpty() ? Set.of() : EnumSet.copyOf(breaks);
  }

  /** Whether it breaks anyone. */
  public boolean breaking() {
    return !breaks.isEmpty();
  }

  /** One line for a person. */
  @Override
  public String toString() {
    return what
        + "; breaks "
        + (breaks.isEmpty()
            ? "nobody"
            : breaks.stream().sorted().map(party -> party.label).collect(Collectors.joining(", ")))
        + ": "
        + why;
  }
}
