package io.betintel.ev.api.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.betintel.ev.api.Json;
import io.betintel.ev.api.Redaction;
import io.betintel.ev.api.Sample;
import io.betintel.ev.bettype.Role;

/** A cached line's JSON as a role may see it; {@link Redaction} decides what is hidden. */
final class LineView {
  private LineView() {}

  /**
   * @param sample of the lines that role free sees
   * @param line with the fields of {@code PricedLine.avsc}, on one line; so is the answer
   */
  static String of(Role role, Sample sample, String line) {
    if (role != Role.FREE) {
      return line;
    }
    try {
      return Redaction.apply(role, sample, Json.MAPPER.readTree(line)).toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a line in the cache is not JSON", e);
    }
  }
}
