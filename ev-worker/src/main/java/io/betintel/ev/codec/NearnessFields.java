package io.betintel.ev.codec;

import io.betintel.ev.bettype.Label;
import io.betintel.ev.priced.Nearness;
import io.betintel.ev.priced.PriceSource;

/** The three fields of a nearness, in the order that line and offer have them in. */
final class NearnessFields {
  private NearnessFields() {}

  /**
   * @param nearness null if there is none
   */
  static void write(AvroOutput out, Nearness nearness) {
    if (nearness == null) {
      out.writeNull();
      out.writeNull();
      out.writeNull();
      return;
    }
    out.writeOptional(LabelText.of(nearness.source()));
    out.writeOptional(nearness.distance());
    out.writeOptional(nearness.standardError());
  }

  /** Null if there is none. */
  static Nearness read(AvroInput in, KnownLabels labels) {
    Label<PriceSource> source = labels.optionalSource();
    Double distance = in.readOptionalDouble();
    Double standardError = in.readOptionalDouble();
    return source == null ? null : new Nearness(source, distance, standardError);
  }
}
