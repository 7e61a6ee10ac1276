package io.betintel.ev.codec;

import io.betintel.ev.bettype.Label;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.priced.EvByMethod;
import io.betintel.ev.priced.Offer;
import java.time.Instant;
import java.util.List;

/** An offer as Avro's bytes: every field of {@code Offer} in the schema, in its order. */
final class OfferWriter {
  /** In the schema's order, which is that of the constants. */
  private static final List<Method> METHODS = List.of(Method.values());

  private final AvroOutput out;
  private final ContentMarks content;

  OfferWriter(AvroOutput out, ContentMarks content) {
    this.out = out;
    this.content = content;
  }

  void write(Offer offer, Instant marketTime) {
    Offer.Value value = offer.value();
    out.writeText(offer.bookmaker().key());
    out.writeDouble(offer.price());
    out.writeDouble(offer.netPrice());
    content.writePassing(offer.quotedAt());
    content.writeValidity(offer.validUntil());
    if (value == null) {
      out.writeNull(); // fair probability
      out.endArray(); // references
      out.writeNull(); // EV
      out.writeNull(); // Kelly
      out.writeNull(); // stake
      out.writeNull(); // class
    } else {
      out.writeOptional(value.fairProbability());
      writeReferences(value.references());
      out.writeOptional(value.ev());
      out.writeOptional(value.kelly());
      out.writeOptional(value.stake());
      out.writeOptional(LabelText.of(value.valueClass()));
    }
    writeFlags(offer);
    out.writeOptional(offer.link());
    out.writeOptional(offer.betLimit());
    content.writePassing(marketTime.toEpochMilli() - offer.quotedAt().toEpochMilli());
    if (value == null) {
      out.writeNull(); // worst case
      out.writeNull(); // by method
    } else {
      out.writeOptional(value.worstCaseEv());
      write(value.evByMethod());
    }
    out.writeOptional(offer.fee());
    NearnessFields.write(out, value == null ? null : value.nearness());
    out.writeOptional(value == null ? null : value.evLower());
  }

  private void writeReferences(List<Bookmaker> references) {
    out.beginArray(references.size());
    for (Bookmaker reference : references) {
      out.writeText(reference.key());
    }
    out.endArray();
  }

  private void writeFlags(Offer offer) {
    out.beginArray(offer.flags().size());
    if (!offer.flags().isEmpty()) {
      for (Label<Offer.Flag> flag : offer.flags()) {
        out.writeText(flag.label());
      }
    }
    out.endArray();
  }

  private void write(EvByMethod evs) {
    if (evs == null) {
      out.writeNull();
      return;
    }
    out.writeNotNull();
    for (Method method : METHODS) {
      double ev = evs.ev(method);
      if (Double.isNaN(ev)) {
        out.writeNull();
      } else {
        out.writeOptional(ev);
      }
    }
  }
}
