package io.betintel.ev.audit;

import java.util.Objects;

/**
 * One thing that is not as the input says.
 *
 * @param subject the line, market or record that it is about
 * @param detail what is expected and what is there
 * @param place the record that explains it, such as {@code odds.events-3 offset 12}; empty if no
 *     single record does
 */
public record Difference(DifferenceKind kind, String subject, String detail, String place) {
  public Difference {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(detail, "detail");
    Objects.requireNonNull(place, "place");
  }

  /** The place of a record, for people. */
  static String place(String topic, int partition, long offset) {
    return topic + "-" + partition + " offset " + offset;
  }

  @Override
  public String toString() {
    return kind.label()
        + " "
        + subject
        + ": "
        + detail
        + (place.isEmpty() ? "" : " [" + place + "]");
  }
}
