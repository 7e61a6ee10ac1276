package io.betintel.ev.restructure;

import java.util.Objects;

/**
 * What is asked for.
 *
 * @param subject what it is about, for people; for {@link Kind#ADOPT} the column, as {@code
 *     table.column}
 */
public record Request(Kind kind, String subject, Target target) {
  public Request {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(target, "target");
  }
}
