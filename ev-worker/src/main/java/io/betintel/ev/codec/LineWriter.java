package io.betintel.ev.codec;

import io.betintel.ev.avro.LineStatus;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import io.betintel.ev.priced.PricedLine.Reference;
import io.betintel.ev.priced.PricedLine.Status;
import java.time.Instant;

/**
 * A priced line as Avro's bytes, straight from the record: every field of {@code PricedLine.avsc},
 * in its order. While it is written, {@link ContentMarks} notes what of it is content. For one
 * thread.
 *
 * <p>Rejected: the generated classes and Avro's own writer. The tree of objects and the look at the
 * schema for each value took two thirds of the time. {@code LineWriterTest} compares the two, and
 * fails when a field of the schema is not written here.
 */
final class LineWriter {
  private final AvroOutput out;
  private final ContentMarks content;
  private final OfferWriter offers;
  private final CombinedBetsWriter combined;

  LineWriter(AvroOutput out) {
    this.out = out;
    this.content = new ContentMarks(out);
    this.offers = new OfferWriter(out, content);
    this.combined = new CombinedBetsWriter(out, content);
  }

  /** What of the line that was written last is content. */
  long fingerprint() {
    return content.fingerprint();
  }

  /**
   * @param step which validities are the same to a reader
   */
  void write(PricedLine line, ValidityStep step) {
    content.begin(line.id(), step);
    SportingEvent event = line.event();
    out.writeText(line.id().text());
    out.writeText(event.id());
    out.writeText(event.sportKey());
    out.writeTime(event.commenceTime());
    out.writeOptional(event.homeTeam());
    out.writeOptional(event.awayTeam());
    out.writeText(line.betType().symbol());
    out.writeOptional(line.description());
    out.writeOptional(line.point());
    out.writeLong(status(line.status()));
    out.writeOptional(LabelText.of(line.notPriced()));
    content.writePassing(line.marketTime());
    content.writeValidity(line.validUntil());
    out.writeText(line.shape().label());
    out.writeText(line.method().label());
    out.writeText(line.consensus().label());
    out.writeLong(line.settingsVersion());
    out.beginArray(line.references().size());
    for (Reference reference : line.references()) {
      write(reference);
    }
    out.endArray();
    out.beginArray(line.outcomes().size());
    for (PricedOutcome outcome : line.outcomes()) {
      write(outcome, line.marketTime());
    }
    out.endArray();
    out.writeOptional(LabelText.of(line.settlement()));
    combined.writeOptional(line.arbitrage());
    combined.write(line.middles());
    NearnessFields.write(out, line.nearness());
  }

  @SuppressWarnings("EnumOrdinal") // the schema's order of symbols, which the generated enum has
  private static int status(Status status) {
    LineStatus written =
        switch (status) {
          case OPEN -> LineStatus.open;
          case WITHDRAWN -> LineStatus.withdrawn;
          case UNKNOWN -> LineStatus.unknown;
        };
    return written.ordinal();
  }

  private void write(Reference reference) {
    out.writeText(reference.bookmaker().key());
    out.writeDouble(reference.weight());
    out.writeDouble(reference.overround());
    out.writeOptional(reference.hold());
    out.writeText(reference.method().label());
    if (reference.age() == null) {
      out.writeNull();
    } else {
      content.writePassing(reference.age().toMillis());
    }
  }

  private void write(PricedOutcome outcome, Instant marketTime) {
    Offer best = outcome.best();
    Offer top = outcome.top();
    out.writeText(outcome.name());
    out.writeOptional(outcome.point());
    out.writeOptional(outcome.fairProbability());
    if (best == null) {
      out.writeNull();
      out.writeNull();
      out.writeNull();
    } else {
      out.writeOptional(best.bookmaker().key());
      out.writeOptional(best.price());
      out.writeOptional(best.value().ev());
    }
    out.writeOptional(outcome.fairPrice());
    out.writeOptional(outcome.fairAmerican());
    if (top == null) {
      out.writeNull();
      out.writeNull();
    } else {
      out.writeOptional(top.bookmaker().key());
      out.writeOptional(top.price());
    }
    out.beginArray(outcome.offers().size());
    for (Offer offer : outcome.offers()) {
      offers.write(offer, marketTime);
    }
    out.endArray();
  }
}
