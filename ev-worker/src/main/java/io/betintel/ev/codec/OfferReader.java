package io.betintel.ev.codec;

import io.betintel.ev.bettype.Label;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.priced.EvByMethod;
import io.betintel.ev.priced.Nearness;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.OfferFlags;
import io.betintel.ev.priced.ValueClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Reads an offer, field by field in the schema's order: the counterpart of {@link OfferWriter}. */
final class OfferReader {
  private final AvroInput in;
  private final Interned<Bookmaker> bookmakers;
  private final KnownLabels labels;

  /** Methods are read in the order of the constants, which is the schema's. */
  private final ToDoubleFunction<Method> nextEv;

  OfferReader(AvroInput in, Interned<Bookmaker> bookmakers, KnownLabels labels) {
    this.in = in;
    this.bookmakers = bookmakers;
    this.labels = labels;
    this.nextEv = method -> in.readPresent() ? in.readDouble() : Double.NaN;
  }

  Offer read() {
    Bookmaker bookmaker = in.read(bookmakers, Bookmaker::new);
    double price = in.readDouble();
    double netPrice = in.readDouble();
    Instant quotedAt = in.readTime();
    Instant validUntil = in.readTime();
    Double fairProbability = in.readOptionalDouble();
    List<Bookmaker> references = references();
    Double ev = in.readOptionalDouble();
    Double kelly = in.readOptionalDouble();
    Double stake = in.readOptionalDouble();
    Label<ValueClass> valueClass = labels.optionalClass();
    OfferFlags flags = flags();
    String link = in.readOptionalText();
    Double betLimit = in.readOptionalDouble();
    if (in.readPresent()) {
      in.readLong(); // age
    }
    Double worstCaseEv = in.readOptionalDouble();
    EvByMethod evByMethod = in.readPresent() ? EvByMethod.of(nextEv) : null;
    String fee = in.readOptionalText();
    Nearness nearness = NearnessFields.read(in, labels);
    Double evLower = in.readOptionalDouble();
    boolean valued = ev != null && fairProbability != null && kelly != null && stake != null;
    return new Offer(
        bookmaker,
        price,
        netPrice,
        quotedAt,
        validUntil,
        valued
            ? new Offer.Value(
                fairProbability,
                references,
                ev,
                kelly,
                stake,
                valueClass,
                worstCaseEv,
                evByMethod,
                nearness,
                evLower)
            : null,
        flags,
        link,
        betLimit,
        fee);
  }

  private List<Bookmaker> references() {
    int count = in.beginArray();
    List<Bookmaker> references = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      references.add(in.read(bookmakers, Bookmaker::new));
    }
    in.endArray(count);
    return references;
  }

  private OfferFlags flags() {
    int count = in.beginArray();
    if (count == 0) {
      return OfferFlags.NONE;
    }
    List<Label<Offer.Flag>> flags = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      flags.add(labels.flag());
    }
    in.endArray(count);
    return OfferFlags.of(flags);
  }
}
